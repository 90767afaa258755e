using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Microstructure;

/// <summary>The driver of kernels whose row is a function of one tick: four rows a step, no warm-up.</summary>
public abstract record RowKernel : TickKernel
{
    private const int Step = 4;

    public sealed override int Warmup => 0;

    /// <summary>The values of the four rows from <paramref name="row"/> on, one vector per output.</summary>
    protected abstract void At(in Ticks ticks, int row, Span<Vector256<double>> values);

    protected sealed override void Fill(in Ticks ticks, Span<double> columns)
    {
        int rows = ticks.Length, whole = rows - (rows % Step);
        Span<Vector256<double>> values = stackalloc Vector256<double>[Outputs.Count];
        for (int row = 0; row < whole; row += Step)
        {
            At(ticks, row, values);
            for (int output = 0; output < values.Length; output++)
                values[output].CopyTo(columns[((output * rows) + row)..]);
        }

        if (whole == rows) return;
        At(ticks.Padded(whole, stackalloc double[6 * Step]), 0, values);
        for (int output = 0; output < values.Length; output++)
        {
            for (int row = whole; row < rows; row++) columns[(output * rows) + row] = values[output][row - whole];
        }
    }

    /// <summary>Four rows of a column.</summary>
    protected static Vector256<double> Four(ReadOnlySpan<double> column, int row) => Vector256.Create(column[row..]);

    protected static Vector256<double> Mids(in Ticks ticks, int row) =>
        Vector256.Create(0.5) * (Four(ticks.Bid, row) + Four(ticks.Ask, row));

    /// <summary>A quotient that is 0 where its denominator is: <see cref="Statistics.Ratio"/>.</summary>
    protected static Vector256<double> Ratio(Vector256<double> numerator, Vector256<double> denominator) =>
        Vector256.ConditionalSelect(
            Vector256.Equals(denominator, Vector256<double>.Zero), Vector256<double>.Zero, numerator / denominator);
}
