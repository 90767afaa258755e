using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>Kernels of statistics, one number of one column; NaN when there are too few rows.</summary>
internal static class SpanStatistics
{
    private static readonly Mean s_mean = new();
    private static readonly Variance s_variance = new();
    private static readonly Skew s_skew = new();
    private static readonly Kurtosis s_kurtosis = new();
    private static readonly Pearson s_pearson = new();
    private static readonly ExactQuantile s_tail = new(0.05);

    public static double Mean(ReadOnlySpan<double> x) => Of(s_mean, 0, x);

    public static double Deviation(ReadOnlySpan<double> x) => Of(s_variance, 1, x);

    public static double Variance(ReadOnlySpan<double> x) => Of(s_variance, 0, x);

    public static double Skew(ReadOnlySpan<double> x) => Of(s_skew, 0, x);

    public static double Kurtosis(ReadOnlySpan<double> x) => Of(s_kurtosis, 0, x);

    /// <summary>The 5 % quantile.</summary>
    public static double Tail(ReadOnlySpan<double> x) => Of(s_tail, 0, x);

    public static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Of(s_pearson, 0, x, y);

    /// <summary>Correlation of a column with itself some rows before.</summary>
    public static double Autocorrelation(ReadOnlySpan<double> x, int lag) =>
        x.Length <= lag ? double.NaN : Correlation(x[lag..], x[..^lag]);

    /// <summary>Σx, the terms in order: exact for sizes in whole shares.</summary>
    public static double Sum(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x) sum += value;
        return sum;
    }

    /// <summary>Σx², the terms in order.</summary>
    public static double Squares(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x) sum = Math.FusedMultiplyAdd(value, value, sum);
        return sum;
    }

    /// <summary>Σx·y, the terms in order.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum = Math.FusedMultiplyAdd(x[i], y[i], sum);
        return sum;
    }

    private static double Of(
        IStatistic statistic, int output, ReadOnlySpan<double> x, ReadOnlySpan<double> y = default)
    {
        Span<double> values = stackalloc double[4];
        values = values[..statistic.Outputs.Count];
        statistic.Compute(new Samples(x, y), values);
        return values[output];
    }
}
