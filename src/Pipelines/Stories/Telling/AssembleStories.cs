using System.Globalization;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>
/// The clauses of a symbol's session as one story, its summary, and what it is worth: see <see cref="StoryScores"/>.
/// </summary>
/// <remarks>
/// <c>confidence_level</c> is the confidence of the components times the coherence of the story;
/// <c>story_quality_score</c> is null while the fuzzy confidence is. The summary is the writer's; <c>written_by</c>
/// says whether a <c>model</c> or a <c>rule</c> worded it. Of a session some state of which is not known it is the
/// story's first sentence.
/// </remarks>
public sealed class AssembleStories(TextAsker writer, StoriesOptions options) : Step
{
    private static readonly NarrativeForm s_form = new();
    private readonly FormAsker _asker = new(writer, options.Seed);

    public override string Name => "assemble_stories";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Assembled;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        .. _asker.Parameters,
        new("story_length_max", options.StoryLengthMax.ToString(CultureInfo.InvariantCulture)),
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(StoryDatasets.Components))
        {
            Session session = Session.Parse(key);
            Read[] reads =
            [
                new Read(StoryDatasets.Components, key),
                new Read(StoryDatasets.Output, $"{StoryDatasets.Day}/{key}"),
                .. session.Reads(MarketDatasets.News),
            ];
            yield return new Partition(key, reads, new Scope(null, session.Day, session.Day));
        }
    }

    public override void Run(Work work)
    {
        if (work.Rows(StoryDatasets.Components) is not [var components]) return;
        var states = new StateRows(work.Rows(StoryDatasets.Output)[0].Rows, Cells.DayStates);
        bool isFeedHeard = work.Rows(MarketDatasets.News).Any(read => read.Rows.Length > 0);
        AssembledStory[] stories = Stories(work, components.Rows, states, isFeedHeard);
        Summarise(work, stories);
        using var builder = new BatchBuilder(Output.Schema);
        for (int row = 0; row < stories.Length; row++)
        {
            stories[row].AppendTo(builder, components.Rows, work.Rows(StoryDatasets.Output)[0].Rows, row);
            if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
        }

        work.Write(builder.Build());
    }

    private AssembledStory[] Stories(Work work, RecordBatch components, StateRows states, bool isFeedHeard)
    {
        Session session = Session.Parse(work.Key);
        var reader = new ClauseReader(components, session.Back(1).Close);
        var text = new StoryText();
        string[] texts = new string[Subjects.Count];
        int[] levels = new int[StoryDatasets.OutputVariables.Count];
        var stories = new AssembledStory[components.Length];
        for (int row = 0; row < stories.Length; row++)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            string symbol = components["symbol"].Text(row)!;
            for (int i = 0; i < texts.Length; i++) texts[i] = components[Subjects.Columns[i]].Text(row) ?? "";
            for (int i = 0; i < levels.Length; i++) levels[i] = states.Level(i, row);
            var random = CounterRandom.For(options.Seed, "story", symbol, work.Key);
            text.Choose(reader.Read(row, texts), options.StoryLengthMax, ref random);
            int bias = StoryScores.Bias(text.Told);
            string pattern = Words(states.Pattern(row));
            ThemeRule theme = ThemeRule.Of(levels, pattern, text.Told, texts[(int)Subject.Event]);
            stories[row] = new AssembledStory(symbol, text.Tell(symbol, work.Key, bias, theme, texts, ref random),
                bias, theme, StoryScores.Coherence(text.Told, bias),
                StoryScores.Completeness(text.Told, isFeedHeard), UsedOf(text.Told),
                Facts(symbol, levels, pattern));
        }

        return stories;
    }

    /// <summary>What the summary is made from, or null while some of it is not known.</summary>
    private static NarrativeFacts? Facts(string symbol, ReadOnlySpan<int> levels, string pattern)
    {
        if (levels[..StateRows.Trend].Contains(-1)) return null;
        return new NarrativeFacts(symbol, (Level)levels[StateRows.Price], (Level)levels[StateRows.Volume],
            (Level)levels[StateRows.Momentum], (Level)levels[StateRows.Volatility], pattern);
    }

    private static string Words(ReadOnlySpan<byte> pattern) =>
        pattern.IsEmpty ? "" : PatternWords.Of(Encoding.UTF8.GetString(pattern)).Words;

    private void Summarise(Work work, AssembledStory[] stories)
    {
        AssembledStory[] known = [.. stories.Where(s => s.Facts is not null)];
        IReadOnlyList<FormAnswer> answers = _asker.Ask(
            s_form, $"{Output.Name}/{work.Key}", work.Key, [.. known.Select(s => s.Facts!)], work.Cancelled);
        for (int i = 0; i < known.Length; i++) known[i].Summary = answers[i];
    }

    /// <summary>Names of the narratives told, joined by commas.</summary>
    private static string UsedOf(IReadOnlyList<ToldClause> told) => string.Join(',',
        told.Select(c => c.Subject).Distinct().Order().Select(s => Subjects.Columns[(int)s]));
}
