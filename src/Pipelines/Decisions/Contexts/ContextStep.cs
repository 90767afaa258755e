using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;

namespace Tauric.Pipelines.Decisions.Contexts;

/// <summary>
/// A context of each decision of a day, made of the features that are stored of it and of what features are made of.
/// </summary>
/// <param name="market">The symbol whose return is the market's.</param>
public abstract class ContextStep(string market) : Step
{
    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("market", market),
        new("features", FeatureEngine.Version.ToString(CultureInfo.InvariantCulture)),
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        DecisionDay.Plan(upstream, More(upstream)).Select(day => day with
        {
            Reads = [.. day.Reads, new Read(ContextDatasets.Features, day.Key)],
        });

    public override void Run(Work work)
    {
        var day = new DecisionDay(work, market);
        double[] features = new double[FeatureEngine.Columns.Count];
        using var rows = new BatchBuilder(Output.Schema);
        for (int row = 0; row < day.Count; row++)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            day.FeaturesOf(row, features);
            day.AppendDecision(rows, row);
            Append(rows, day, day.At(row), features);
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    /// <summary>What it reads besides, cut to the day.</summary>
    private protected virtual IReadOnlyList<Read> More(IPartitionKeys upstream) => [];

    /// <summary>Appends all but what every context begins with.</summary>
    private protected abstract void Append(
        BatchBuilder rows, DecisionDay day, FeatureInputs inputs, ReadOnlySpan<double> features);
}
