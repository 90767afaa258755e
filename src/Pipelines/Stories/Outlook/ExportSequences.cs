using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>
/// Training sequences as Parquet, a file a split and month of their targets: what a model is trained on. Those that are
/// purged stay behind.
/// </summary>
public sealed class ExportSequences : Step
{
    public override string Name => "export_sequences";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Export;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (IGrouping<string, string> month in upstream.Of(StoryDatasets.Training).GroupBy(key => key[..7]))
        {
            DateOnly[] sessions = [.. month.Select(StorySessions.Parse)];
            yield return new Partition(month.Key,
                [.. month.Select(key => new Read(StoryDatasets.Training, key))],
                new Scope(null, sessions[0], sessions[^1]));
        }
    }

    public override void Run(Work work)
    {
        foreach (ReadRows session in work.Rows(StoryDatasets.Training))
        {
            // A session is of one split.
            if (session.Rows.Length > 0 && session.Rows["split"].Text(0) != StoryDatasets.Purged)
                work.Write(session.Rows.Retain());
        }
    }
}
