using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Microstructure;

/// <summary>The driver of kernels whose row is a function of one tick: four rows a step, no warm-up.</summary>
public abstract record RowKernel : TickKernel
{
    private const int Step = 4;

    public sealed override int Warmup => 0;

    /// <summary>The values of four rows, one vector per output.</summary>
    protected abstract void At(in TickVector tick, Span<Vector256<double>> values);

    protected sealed override void Fill(in Ticks ticks, Span<double> columns)
    {
        int rows = ticks.Length, whole = rows - (rows % Step);
        Span<Vector256<double>> values = stackalloc Vector256<double>[Outputs.Count];
        for (int row = 0; row < whole; row += Step)
        {
            At(new TickVector(ticks, row), values);
            for (int output = 0; output < values.Length; output++)
                values[output].CopyTo(columns[((output * rows) + row)..]);
        }

        if (whole == rows) return;
        At(TickVector.Rest(ticks, whole), values);
        for (int output = 0; output < values.Length; output++)
        {
            for (int row = whole; row < rows; row++) columns[(output * rows) + row] = values[output][row - whole];
        }
    }

    /// <summary>A quotient that is 0 where its denominator is: <see cref="Statistics.Ratio"/>.</summary>
    protected static Vector256<double> Ratio(Vector256<double> numerator, Vector256<double> denominator) =>
        Vector256.ConditionalSelect(
            Vector256.Equals(denominator, Vector256<double>.Zero), Vector256<double>.Zero, numerator / denominator);
}

/// <summary>Four ticks side by side.</summary>
public readonly struct TickVector
{
    internal TickVector(in Ticks ticks, int row)
    {
        Bid = Vector256.Create(ticks.Bid[row..]);
        Ask = Vector256.Create(ticks.Ask[row..]);
        BidSize = Vector256.Create(ticks.BidSize[row..]);
        AskSize = Vector256.Create(ticks.AskSize[row..]);
        TradePrice = Vector256.Create(ticks.TradePrice[row..]);
        TradeSize = Vector256.Create(ticks.TradeSize[row..]);
    }

    public Vector256<double> Bid { get; private init; }

    public Vector256<double> Ask { get; private init; }

    public Vector256<double> BidSize { get; private init; }

    public Vector256<double> AskSize { get; private init; }

    public Vector256<double> TradePrice { get; private init; }

    public Vector256<double> TradeSize { get; private init; }

    public Vector256<double> Mid => Vector256.Create(0.5) * (Bid + Ask);

    /// <summary>The last rows, fewer than four; what follows them is 0 and its values are not kept.</summary>
    internal static TickVector Rest(in Ticks ticks, int row) => new()
    {
        Bid = Padded(ticks.Bid[row..]),
        Ask = Padded(ticks.Ask[row..]),
        BidSize = Padded(ticks.BidSize[row..]),
        AskSize = Padded(ticks.AskSize[row..]),
        TradePrice = Padded(ticks.TradePrice[row..]),
        TradeSize = Padded(ticks.TradeSize[row..]),
    };

    private static Vector256<double> Padded(ReadOnlySpan<double> rest)
    {
        Span<double> four = stackalloc double[4];
        rest.CopyTo(four);
        return Vector256.Create<double>(four);
    }
}
