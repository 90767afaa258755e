namespace Tauric.Kernels.Statistics;

/// <summary>
/// Population stability index of y against the reference x, without unit; and what chance alone gives.
/// </summary>
/// <remarks>
/// Σ(cᵢ − rᵢ)·ln(cᵢ/rᵢ) over bins cut at the quantiles of the reference (<see cref="QuantileBins"/>), shares floored at
/// <paramref name="Floor"/>. Without drift PSI is near (1/n + 1/m)·χ² with Bins−1 degrees of freedom (Yurdakul 2018),
/// whose mean is the second output. The thresholds 0.1 and 0.25 in use are convention.
/// </remarks>
/// <param name="Bins">2 to 32.</param>
/// <param name="Floor">Smallest share of a bin, above 0, at most 0.01.</param>
[Kernel("psi")]
public sealed record Psi(int Bins = 10, double Floor = 1e-4) : Statistic
{
    private static readonly string[] Names = ["psi", "psi_by_chance"];

    public override IReadOnlyList<string> Outputs => Names;

    public override SampleShape Shape => SampleShape.TwoSamples;

    public override int RowsMin => 1;

    public int Bins { get; } = Within(2, 32, Bins);

    public double Floor { get; } = Within(1e-12, 0.01, Floor);

    protected override void Of(in Samples samples, Span<double> values)
    {
        Span<double> edges = stackalloc double[Bins - 1];
        Span<double> before = stackalloc double[Bins], now = stackalloc double[Bins];
        QuantileBins.Edges(samples.X, edges);
        Shares(samples.X, edges, before);
        Shares(samples.Y, edges, now);
        double psi = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            psi = Math.FusedMultiplyAdd(now[bin] - before[bin], Elementary.Log(now[bin] / before[bin]), psi);
        }

        values[0] = psi;
        values[1] = ((1.0 / samples.X.Length) + (1.0 / samples.Y.Length)) * (Bins - 1);
    }

    private void Shares(ReadOnlySpan<double> column, ReadOnlySpan<double> edges, Span<double> shares)
    {
        shares.Clear();
        foreach (double value in column) shares[QuantileBins.StateOf(value, edges)]++;
        foreach (ref double share in shares) share = Math.Max(share / column.Length, Floor);
    }
}
