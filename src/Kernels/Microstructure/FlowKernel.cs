using System.Buffers;

namespace Tauric.Kernels.Microstructure;

/// <summary>
/// The driver of kernels whose row is a function of sums over the last events: each event adds its terms, a window of
/// them is summed by its tree, so that an outlier heals when it leaves.
/// </summary>
/// <param name="Period">Events in a window.</param>
public abstract record FlowKernel(int Period) : TickKernel
{
    // Terms and sums of a stretch stay in the cache.
    private const int StretchRows = 2048;

    public int Period { get; } = AtLeast(1, Period);

    public sealed override int Warmup => Period - 1 + Lag;

    /// <summary>How many rows before its own a term reads.</summary>
    protected abstract int Lag { get; }

    /// <summary>How many sums there are.</summary>
    protected abstract int Terms { get; }

    /// <summary>What the event at a row adds to each sum.</summary>
    protected abstract void Add(in Ticks ticks, int row, Span<double> terms);

    /// <summary>The value at a row from the sums of its window.</summary>
    protected abstract double Value(ReadOnlySpan<double> sums);

    protected sealed override void Fill(in Ticks ticks, Span<double> columns)
    {
        columns[..Math.Min(Warmup, columns.Length)].Fill(double.NaN);
        double[] rented = ArrayPool<double>.Shared.Rent(Terms * ((2 * StretchRows) + Period));
        for (int start = Warmup; start < ticks.Length; start += StretchRows)
        {
            int rows = Math.Min(StretchRows, ticks.Length - start);
            Stretch(ticks, start, columns.Slice(start, rows), rented);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private void Stretch(in Ticks ticks, int start, Span<double> column, Span<double> scratch)
    {
        int events = column.Length + Period - 1, first = start - Period + 1;
        Span<double> terms = scratch[..(Terms * events)], sums = scratch.Slice(Terms * events, Terms * column.Length);
        Span<double> row = stackalloc double[Terms];
        for (int at = 0; at < events; at++)
        {
            Add(ticks, first + at, row);
            for (int term = 0; term < row.Length; term++) terms[(term * events) + at] = row[term];
        }

        for (int term = 0; term < row.Length; term++)
        {
            RollingSum.Of(terms.Slice(term * events, events), Period, sums.Slice(term * column.Length, column.Length));
        }

        for (int at = 0; at < column.Length; at++)
        {
            for (int term = 0; term < row.Length; term++) row[term] = sums[(term * column.Length) + at];
            column[at] = Value(row);
        }
    }
}
