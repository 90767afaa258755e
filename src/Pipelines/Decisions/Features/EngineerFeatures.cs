using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Contexts;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>The feature vectors of a day's decisions.</summary>
/// <param name="market">The symbol whose return is the market's.</param>
public sealed class EngineerFeatures(string market = ComputeDailyStates.Market) : Step
{
    private const int DecisionColumns = 4;

    public override string Name => "engineer_features";

    public override int Version => FeatureEngine.Version;

    public override Dataset Output => ContextDatasets.Features;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [new("market", market), new("features", FeatureEngine.Columns.Count.ToString(CultureInfo.InvariantCulture))];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => DecisionDay.Plan(upstream);

    public override void Run(Work work)
    {
        var day = new DecisionDay(work, market);
        double[] values = new double[FeatureEngine.Columns.Count];
        using var rows = new BatchBuilder(Output.Schema);
        for (int row = 0; row < day.Count; row++)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            FeatureEngine.Compute(day.At(row), values);
            day.AppendDecision(rows, row);
            for (int i = 0; i < values.Length; i++) rows[DecisionColumns + i].AppendKnown(values[i]);
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }
}
