using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>
/// What features of a day are scaled by: their statistics over the decisions of the days before it, so that no scale
/// knows the day it is used on. The first day has none.
/// </summary>
/// <param name="days">Days with decisions that are looked back over.</param>
public sealed class ComputeNormalization(int days = ComputeNormalization.DefaultDays) : Step
{
    public const int DefaultDays = 5;

    public override string Name => "compute_normalization";

    public override int Version => 1;

    public override Dataset Output => ContextDatasets.Normalization;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters => EarlierFeatures.Parameters(days);

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => EarlierFeatures.Plan(upstream, days);

    public override void Run(Work work)
    {
        var earlier = new EarlierFeatures(work);
        using var rows = new BatchBuilder(Output.Schema);
        foreach (FeatureColumn column in FeatureEngine.Columns)
        {
            FeatureStatistics? statistics = FeatureStatistics.Of(earlier.Known(column.Name));
            if (statistics is null) continue;   // Not known: no row, no scale.
            rows["feature_name"].AppendText(column.Name);
            rows["normalization_method"].AppendText(column.Normalisation);
            rows["sample_count"].Append(statistics.Count);
            rows["mean"].Append(statistics.Mean);
            rows["deviation"].Append(statistics.Deviation);
            foreach (double quantile in statistics.Quantiles) rows["quantiles"].Child().Append(quantile);
            rows["quantiles"].CloseRow();
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }
}

/// <summary>Correlations between features over the decisions of the days before, a row a feature.</summary>
/// <remarks>
/// A value that is not known counts as the feature's mean, so it takes from a correlation and never adds. At most
/// 20,000 decisions are looked at, evenly spread. A feature known for too few has no row and no place in the others'.
/// </remarks>
/// <param name="days">Days with decisions that are looked back over.</param>
public sealed class ComputeCorrelations(int days = ComputeNormalization.DefaultDays) : Step
{
    private const int RowsMax = 20_000;

    public override string Name => "compute_correlations";

    public override int Version => 1;

    public override Dataset Output => ContextDatasets.Correlations;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters => EarlierFeatures.Parameters(days);

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => EarlierFeatures.Plan(upstream, days);

    public override void Run(Work work)
    {
        var earlier = new EarlierFeatures(work);
        int stride = (earlier.Rows + RowsMax - 1) / RowsMax;
        if (earlier.Rows < FeatureStatistics.CountMin) return;
        string[] names = [.. FeatureEngine.Columns.Select(c => c.Name)
            .Where(name => earlier.Known(name).Length >= FeatureStatistics.CountMin)];
        if (names.Length == 0) return;
        var matrix = new CorrelationMatrix(names.Length, (earlier.Rows + stride - 1) / stride);
        for (int i = 0; i < names.Length; i++) matrix.Set(i, earlier.Filled(names[i], stride));
        double[] correlations = new double[names.Length * names.Length];
        matrix.Compute(correlations);
        using var rows = new BatchBuilder(Output.Schema);
        for (int i = 0; i < names.Length; i++)
        {
            rows["feature_name"].AppendText(names[i]);
            for (int j = 0; j < names.Length; j++)
            {
                rows["others"].Child().AppendText(names[j]);
                rows["correlations"].Child().Append(correlations[(i * names.Length) + j]);
            }

            rows["others"].CloseRow();
            rows["correlations"].CloseRow();
        }

        work.Write(rows.Build());
    }
}

/// <summary>The feature vectors of the days with decisions before one.</summary>
internal sealed class EarlierFeatures(Work work)
{
    private readonly RecordBatch[] _days = [.. work.Rows(ContextDatasets.Features).Select(rows => rows.Rows)];

    public int Rows => _days.Sum(day => day.Length);

    public static IReadOnlyList<KeyValuePair<string, string>> Parameters(int days) =>
    [
        new("days", days.ToString(CultureInfo.InvariantCulture)),
        new("features", FeatureEngine.Version.ToString(CultureInfo.InvariantCulture)),
    ];

    public static IEnumerable<Partition> Plan(IPartitionKeys upstream, int days)
    {
        IReadOnlyList<string> keys = upstream.Of(ContextDatasets.Features);
        for (int i = 1; i < keys.Count; i++)
        {
            DateOnly day = Inputs.Day.Parse(keys[i]);
            Read[] reads = [.. keys.Skip(Math.Max(0, i - days)).Take(Math.Min(i, days))
                .Select(key => new Read(ContextDatasets.Features, key))];
            yield return new Partition(keys[i], reads, new Scope(null, day, day));
        }
    }

    /// <summary>The values that are known, in the order of days and decisions.</summary>
    public double[] Known(string feature) => [.. Values(feature).Where(value => !double.IsNaN(value))];

    /// <summary>Every so many rows; where it is not known the mean of what is.</summary>
    public double[] Filled(string feature, int stride)
    {
        double mean = SpanStatistics.Mean(Known(feature));
        return [.. Values(feature).Where((_, row) => row % stride == 0)
            .Select(value => double.IsNaN(value) ? mean : value)];
    }

    private IEnumerable<double> Values(string feature)
    {
        foreach (RecordBatch day in _days)
        {
            Column column = day[feature];
            for (int row = 0; row < day.Length; row++)
                yield return column.IsNull(row) ? double.NaN : column.Values<double>()[row];
        }
    }
}
