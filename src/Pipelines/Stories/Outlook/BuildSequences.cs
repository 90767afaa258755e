using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>
/// Training sequences: the stories of some sessions and, as the target, the one of the session after them. A sequence
/// whose mean quality is too low, or that lacks a session, is refused.
/// </summary>
/// <remarks>
/// <c>split</c> goes by the target's session, the same for all symbols: the last share of them are <c>validation</c>,
/// and those before are <c>train</c>. Where a training target is part of a validation sequence, it is <c>purged</c>:
/// so no story at all is in a sequence of both. Regimes are those of the last session of the context, and its day names
/// the sequence: what is predicted from it has that name too.
/// </remarks>
public sealed class BuildSequences(StoriesOptions options) : Step
{
    private readonly Dictionary<string, string> _splits = new(StringComparer.Ordinal);

    public override string Name => "build_sequences";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Training;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("quality_threshold", options.QualityThreshold.ToString("R", CultureInfo.InvariantCulture)),
        new("sequence_length", options.SequenceLength.ToString(CultureInfo.InvariantCulture)),
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        Partition[] targets = [.. StoryWindow.Plan(upstream, options.SequenceLength)];
        int validation = targets.Length - (int)Math.Ceiling(targets.Length * options.ValidationShare);
        _splits.Clear();
        for (int i = 0; i < targets.Length; i++)
        {
            string split = i >= validation ? "validation"
                : i > validation - options.SequenceLength ? StoryDatasets.Purged : "train";
            _splits.Add(targets[i].Key, split);
            // More sessions move the split: only the sequences whose side changes are made again.
            yield return targets[i] with { Outside = split };
        }
    }

    public override void Run(Work work)
    {
        if (StoryWindow.Of(work, options.SequenceLength) is not { } window) return;
        using var builder = new BatchBuilder(Output.Schema);
        for (int row = 0; row < window.Last.Length; row++)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            string symbol = window.Last["symbol"].Text(row)!, id = StoryWindow.IdOf(symbol, window.KeyOf(1));
            if (window.Find(symbol) is not { } stories)
                work.Reject("incomplete", id, $"not a story in each of {options.SequenceLength} sessions");
            else if (StoryWindow.Quality(stories) is var quality && quality < options.QualityThreshold)
                work.Reject("low-quality", id, quality.ToString("0.000", CultureInfo.InvariantCulture));
            else
                Append(builder, stories, id, quality, _splits[work.Key]);
            if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
        }

        work.Write(builder.Build());
    }

    private static void Append(BatchBuilder builder, IReadOnlyList<(RecordBatch Rows, int Row)> stories, string id,
        double quality, string split)
    {
        (RecordBatch target, int row) = stories[^1];
        (RecordBatch last, int lastRow) = stories[^2];
        builder.AppendAt(target, row);
        builder["sequence_id"].AppendText(id);
        foreach ((RecordBatch rows, int context) in stories.SkipLast(1))
            builder["context_stories"].Child().AppendBytes(rows["story_text"].Bytes(context));
        builder["context_stories"].CloseRow();
        builder["target_story"].AppendBytes(target["story_text"].Bytes(row));
        builder["context_length"].Append(stories.Count - 1);
        builder["avg_quality_score"].Append((float)quality);
        builder["market_regime"].AppendBytes(last["market_regime"].Bytes(lastRow));
        builder["volatility_regime"].AppendBytes(last["volatility_regime"].Bytes(lastRow));
        builder["split"].AppendText(split);
    }
}
