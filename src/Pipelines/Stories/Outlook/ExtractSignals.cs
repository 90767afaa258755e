using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>
/// A position a validated prediction: long where it is bullish, short where it is bearish, none where it is neutral.
/// Its strength is the confidence times the mean quality of the stories behind it.
/// </summary>
public sealed class ExtractSignals : Step
{
    public override string Name => "extract_signals";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Signals;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(StoryDatasets.Validated))
        {
            DateOnly day = StorySessions.Parse(key);
            yield return new Partition(key, [new Read(StoryDatasets.Validated, key)], new Scope(null, day, day));
        }
    }

    public override void Run(Work work)
    {
        if (work.Rows(StoryDatasets.Validated) is not [var validated]) return;
        RecordBatch rows = validated.Rows;
        using var builder = new BatchBuilder(Output.Schema);
        for (int row = 0; row < rows.Length; row++)
        {
            builder.AppendAt(rows, row);
            builder["sequence_id"].AppendBytes(rows["sequence_id"].Bytes(row));
            builder["side"].Append(SideOf(rows["direction"].Text(row)!));
            builder["strength"].Append(
                rows["confidence"].Values<float>()[row] * rows["avg_quality_score"].Values<float>()[row]);
            builder["horizon"].Append(rows["horizon"].Values<int>()[row]);
            builder["story_theme"].AppendBytes(rows["story_theme"].Bytes(row));
        }

        work.Write(builder.Build());
    }

    private static sbyte SideOf(string direction) => direction switch
    {
        "bullish" => 1,
        "bearish" => -1,
        _ => 0,
    };
}
