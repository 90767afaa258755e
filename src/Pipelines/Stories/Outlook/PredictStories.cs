using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>
/// What comes after six sessions, as the model says it: a closed form (<see cref="StoryForm"/>), asked for all symbols
/// of a session together. A symbol that has not a known state in each of them is refused.
/// </summary>
public sealed class PredictStories(TextAsker writer, StoriesOptions options) : Step
{
    private static readonly StoryForm s_form = new();
    private readonly FormAsker _asker = new(writer, options.Seed);

    public override string Name => "predict_stories";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Predicted;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters => _asker.Parameters;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        StoryWindow.Plan(upstream, StoryForm.Days);

    public override void Run(Work work)
    {
        if (StoryWindow.Of(work, StoryForm.Days) is not { } window) return;
        var asked = new List<(int Row, string Id, StoryFacts Facts)>();
        for (int row = 0; row < window.Last.Length; row++)
        {
            string symbol = window.Last["symbol"].Text(row)!, id = StoryWindow.IdOf(symbol, work.Key);
            if (window.Find(symbol) is { } stories && Facts(stories) is { } facts) asked.Add((row, id, facts));
            else work.Reject("incomplete", id, $"not a known state in each of {StoryForm.Days} sessions");
        }

        IReadOnlyList<FormAnswer> answers = _asker.Ask(
            s_form, $"{Output.Name}/{work.Key}", work.Key, [.. asked.Select(a => a.Facts)], work.Cancelled);
        using var builder = new BatchBuilder(Output.Schema);
        foreach (((int row, string id, _), FormAnswer answer) in asked.Zip(answers))
        {
            builder.AppendAt(window.Last, row);
            builder["sequence_id"].AppendText(id);
            builder["prediction"].AppendText(answer.Text);
            builder["source_model"].AppendText(answer.IsByRule ? "rules" : writer.Traits.Name);
            builder["written_by"].AppendText(answer.IsByRule ? "rule" : "model");
        }

        work.Write(builder.Build());
    }

    /// <summary>The states of the sessions, or null while one warms up.</summary>
    private static StoryFacts? Facts(IReadOnlyList<(RecordBatch Rows, int Row)> stories)
    {
        Level[][] paths = [.. StoryFactsOf.Select(variable =>
            stories.Select(story => (Level)story.Rows[variable].Values<sbyte>()[story.Row]).ToArray())];
        (RecordBatch last, int row) = stories[^1];
        return paths.Any(path => path.Any(level => level < 0))
            ? null : new StoryFacts(paths[0], paths[1], paths[2], paths[3], last["pattern"].Text(row)!);
    }

    private static string[] StoryFactsOf => ["price", "volume", "momentum", "volatility"];
}
