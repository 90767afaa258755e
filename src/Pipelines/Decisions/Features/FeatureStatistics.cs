using Tauric.Engine.Columnar;
using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>How a feature was spread over the decisions of the days before: what it is scaled by.</summary>
/// <param name="Count">Decisions it was known for.</param>
/// <param name="Quantiles">At 0, 5, …, 100 %; linear between order statistics.</param>
public sealed record FeatureStatistics(long Count, double Mean, double Deviation, IReadOnlyList<double> Quantiles)
{
    /// <summary>Every five per cent.</summary>
    public const int QuantileCount = 21;

    /// <summary>Fewer decisions do not say how a feature is spread.</summary>
    public const int CountMin = 20;

    public static IReadOnlyList<string> Methods => ["none", "zscore", "robust", "minmax", "rank"];

    public double Minimum => Quantiles[0];

    public double Maximum => Quantiles[^1];

    public double Median => Quantiles[QuantileCount / 2];

    /// <summary>Upper quartile less lower.</summary>
    public double QuartileRange => Quantiles[QuantileCount * 3 / 4] - Quantiles[QuantileCount / 4];

    /// <summary>What the methods scale by, by name.</summary>
    public SortedDictionary<string, double> Numbers => new(StringComparer.Ordinal)
    {
        ["count"] = Count,
        ["deviation"] = Deviation,
        ["maximum"] = Maximum,
        ["mean"] = Mean,
        ["median"] = Median,
        ["minimum"] = Minimum,
        ["quartile_range"] = QuartileRange,
    };

    /// <param name="values">Those known; put in order here. Null when there are too few.</param>
    public static FeatureStatistics? Of(Span<double> values)
    {
        if (values.Length < CountMin) return null;
        double mean = SpanStatistics.Mean(values), deviation = SpanStatistics.Deviation(values);
        values.Sort();
        double[] quantiles = new double[QuantileCount];
        for (int i = 0; i < QuantileCount; i++)
            quantiles[i] = Quantile.Linear(values, (double)i / (QuantileCount - 1));
        return new FeatureStatistics(values.Length, mean, deviation, quantiles);
    }

    /// <summary>A row of <see cref="ContextDatasets.Normalization"/>.</summary>
    public static FeatureStatistics At(RecordBatch rows, int row) => new(
        rows["sample_count"].Values<long>()[row], rows["mean"].Values<double>()[row],
        rows["deviation"].Values<double>()[row],
        rows["quantiles"].Children[0].Values<double>()[rows["quantiles"].ItemRange(row)].ToArray());

    /// <summary>
    /// A value scaled: <c>zscore</c> (x − mean)/deviation, <c>robust</c> (x − median)/quartile range, <c>minmax</c>
    /// (x − minimum)/(maximum − minimum) without a limit, <c>rank</c> the share of values below by linear interpolation
    /// between quantiles, in [0, 1], <c>none</c> the value. 0 where there is no spread; NaN stays.
    /// </summary>
    /// <exception cref="ArgumentException">No such method.</exception>
    public double Scale(string method, double value) => method switch
    {
        "none" => value,
        "zscore" => Over(value - Mean, Deviation, Mean),
        "robust" => Over(value - Median, QuartileRange, Median),
        "minmax" => Over(value - Minimum, Maximum - Minimum, Minimum),
        "rank" => Rank(value),
        _ => throw new ArgumentException($"'{method}' is none of {string.Join(", ", Methods)}.", nameof(method)),
    };

    private static double Over(double apart, double spread, double level) =>
        double.IsNaN(apart) ? double.NaN : Ratio.OfSpread(apart, spread, level);

    /// <summary>Where several quantiles are the value, the middle of them.</summary>
    private double Rank(double value)
    {
        if (double.IsNaN(value)) return double.NaN;
        int below = 0, upTo = 0;
        foreach (double quantile in Quantiles)
        {
            below += quantile < value ? 1 : 0;
            upTo += quantile <= value ? 1 : 0;
        }

        const double Step = 1.0 / (QuantileCount - 1);
        if (upTo > below) return 0.5 * (below + upTo - 1) * Step;
        if (below == 0) return 0;
        if (below == QuantileCount) return 1;
        double low = Quantiles[below - 1], high = Quantiles[below];
        return (below - 1 + ((value - low) / (high - low))) * Step;
    }
}
