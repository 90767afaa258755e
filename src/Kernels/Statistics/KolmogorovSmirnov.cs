using System.Buffers;

namespace Tauric.Kernels.Statistics;

/// <summary>Two-sample Kolmogorov–Smirnov test: the largest gap of the empirical CDFs, and its asymptotic p.</summary>
/// <remarks>
/// D = sup|F − G|, one rounding from exact, ties included. p = Q(D·√(nm/(n+m))), Q(λ) = 2Σ(−1)^(k−1)·exp(−2k²λ²)
/// (Kolmogorov 1933, Smirnov 1948); for small λ by the theta function's other series, which converges there
/// (Marsaglia, Tsang, Wang 2003). Good from about 20 rows each; conservative with ties.
/// </remarks>
[Kernel("ks")]
public sealed record KolmogorovSmirnov : Statistic
{
    private static readonly string[] Names = ["ks", "p"];

    public override IReadOnlyList<string> Outputs => Names;

    public override SampleShape Shape => SampleShape.TwoSamples;

    public override int RowsMin => 1;

    protected override void Of(in Samples samples, Span<double> values)
    {
        double n = samples.X.Length, m = samples.Y.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(samples.X.Length + samples.Y.Length);
        Span<double> x = rented.AsSpan(0, samples.X.Length), y = rented.AsSpan(x.Length, samples.Y.Length);
        samples.X.CopyTo(x);
        samples.Y.CopyTo(y);
        ColumnSort.Ascending(x);
        ColumnSort.Ascending(y);
        values[0] = Gap(x, y);
        values[1] = Exceeds(values[0] * Math.Sqrt(n * m / (n + m)));
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>D of two columns.</summary>
    /// <param name="x">Ascending, at least one row.</param>
    /// <param name="y">Likewise.</param>
    public static double Gap(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        LargestGap(x, y) / ((double)x.Length * y.Length);

    /// <summary>max|i·m − j·n|: whole numbers, so the order of the samples does not show.</summary>
    private static long LargestGap(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        long largest = 0;
        int i = 0, j = 0;
        while (i < x.Length && j < y.Length)
        {
            double at = Math.Min(x[i], y[j]);
            while (i < x.Length && x[i] == at) i++;
            while (j < y.Length && y[j] == at) j++;
            largest = Math.Max(largest, Math.Abs(((long)i * y.Length) - ((long)j * x.Length)));
        }

        return largest;
    }

    /// <summary>The chance that Kolmogorov's limit law exceeds λ.</summary>
    public static double Exceeds(double lambda)
    {
        if (lambda < 0.04) return 1; // The other series underflows; 1 to the last bit far above this.
        double sum = 0, sign = 1;
        if (lambda < 1.18)
        {
            for (int odd = 1; odd <= 7; odd += 2)
            {
                sum += Elementary.Exp(-(odd * odd) * (Math.PI * Math.PI) / (8 * lambda * lambda));
            }

            return 1 - (Math.Sqrt(2 * Math.PI) / lambda * sum);
        }

        for (int k = 1; k <= 5; k++, sign = -sign) sum += sign * Elementary.Exp(-2.0 * k * k * lambda * lambda);
        return 2 * sum;
    }
}
