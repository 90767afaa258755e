using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>
/// Training sequences as Parquet, a file a split and target session: what a model is trained on. Those that are purged
/// stay behind.
/// </summary>
public sealed class ExportSequences : Step
{
    public override string Name => "export_sequences";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Export;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(StoryDatasets.Training))
        {
            DateOnly session = StorySessions.Parse(key);
            yield return new Partition(key, [new Read(StoryDatasets.Training, key)], new Scope(null, session, session));
        }
    }

    public override void Run(Work work)
    {
        RecordBatch sequences = work.Rows(StoryDatasets.Training)[0].Rows;
        // A session is of one split.
        if (sequences.Length > 0 && sequences["split"].Text(0) != StoryDatasets.Purged)
            work.Write(sequences.Retain());
    }
}
