using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Microstructure;

/// <summary>
/// Imbalance of the sizes at the best quote: (bid size − ask size)/(bid size + ask size), −1 to 1; 0 when both are
/// empty. No warm-up.
/// </summary>
/// <remarks>Cao, Hansch and Wang 2009; Cartea, Donnelly and Jaimungal 2018.</remarks>
[Kernel("book_imbalance")]
public sealed record BookImbalance : TickKernel
{
    private static readonly string[] Names = ["book_imbalance"];

    public override IReadOnlyList<string> Outputs => Names;

    public override int Warmup => 0;

    /// <summary>The same over the first levels of each side's sizes, added from the best level down.</summary>
    /// <param name="bidSizes">Level after level, each a column of the rows; finite and not negative.</param>
    /// <param name="askSizes">As many.</param>
    /// <param name="levels">How many levels of each side to add; at least 1.</param>
    /// <param name="imbalance">One value a row.</param>
    /// <exception cref="ArgumentException">
    /// Fewer sizes than levels × rows, or one that is negative or not finite; names column and row.
    /// </exception>
    public static void OverLevels(
        ReadOnlySpan<double> bidSizes, ReadOnlySpan<double> askSizes, int levels, Span<double> imbalance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        int rows = imbalance.Length;
        if (Math.Min(bidSizes.Length, askSizes.Length) < levels * rows)
        {
            throw new ArgumentException($"Fewer sizes than {levels} levels × {rows} rows.", nameof(levels));
        }

        for (int row = 0; row < rows; row++)
        {
            double bid = 0, ask = 0;
            for (int level = 0; level < levels; level++)
            {
                bid += Size(bidSizes, level, row, rows, "bid size");
                ask += Size(askSizes, level, row, rows, "ask size");
            }

            imbalance[row] = Statistics.Ratio.Of(bid - ask, bid + ask);
        }
    }

    protected override void Fill(in Ticks ticks, Span<double> columns) => TickRows.Each<Op>(ticks, columns);

    private static double Size(ReadOnlySpan<double> sizes, int level, int row, int rows, string column)
    {
        double size = sizes[(level * rows) + row];
        return size is >= 0 and <= double.MaxValue
            ? size
            : throw new ArgumentException($"{column} of level {level}[{row}] is {size}: drop or repair the row first.");
    }

    private readonly struct Op : ITickOp
    {
        public static void At<T>(TickRow<T> tick, ref Row<T> y)
            where T : struct, ILane<T> =>
            y[0] = Statistics.Ratio.Of(tick.BidSize - tick.AskSize, tick.BidSize + tick.AskSize);
    }
}
