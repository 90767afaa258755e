using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Training;

namespace Tauric.Pipelines.Decisions.Quality;

/// <summary>
/// Keeps some rows of a day's features, evenly spread, for the days after it to be compared with: each reads twenty
/// days, of five datasets, and thousands of rows more would cost more than they tell.
/// </summary>
public sealed class SampleFeatures(TrainingSources sources) : Step
{
    /// <summary>Of a day.</summary>
    public const int RowsMax = 100;

    public override string Name => "sample_features";

    public override int Version => 1;

    public override Dataset Output => sources.FeatureSamples;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [new("rows", RowsMax.ToString(CultureInfo.InvariantCulture))];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(sources.Features))
        {
            DateOnly day = Day.Parse(key);
            yield return new Partition(key, [new Read(sources.Features, key)], new Scope(null, day, day));
        }
    }

    public override void Run(Work work)
    {
        RecordBatch rows = work.Rows(sources.Features)[0].Rows;
        if (rows.Length == 0) return;
        int count = Math.Min(rows.Length, RowsMax);
        int[] kept = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows.Length / count))];
        work.Write(Concatenation.Gather(rows, kept));
    }
}
