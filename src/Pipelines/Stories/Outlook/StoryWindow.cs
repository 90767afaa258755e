using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>Stories of some sessions in a row, those of one symbol together.</summary>
internal sealed class StoryWindow
{
    private readonly IReadOnlyList<ReadRows> _sessions;
    private readonly Dictionary<string, int>[] _rows;

    private StoryWindow(IReadOnlyList<ReadRows> sessions)
    {
        _sessions = sessions;
        _rows = [.. sessions.Select(s => RowsOf(s.Rows))];
    }

    /// <summary>The last session's stories.</summary>
    public RecordBatch Last => _sessions[^1].Rows;

    /// <summary>A partition for every session that has enough before it, and what each reads.</summary>
    /// <param name="sessions">Its own included.</param>
    public static IEnumerable<Partition> Plan(IPartitionKeys upstream, int sessions)
    {
        IReadOnlyList<string> keys = upstream.Of(StoryDatasets.Assembled);
        for (int last = sessions - 1; last < keys.Count; last++)
        {
            DateOnly day = StorySessions.Parse(keys[last]);
            yield return new Partition(keys[last],
                [.. Enumerable.Range(last - sessions + 1, sessions)
                    .Select(i => new Read(StoryDatasets.Assembled, keys[i]))],
                new Scope(null, day, day));
        }
    }

    /// <summary>What a partition planned so reads, or null where a session has no stories at all.</summary>
    public static StoryWindow? Of(Work work, int sessions) =>
        work.Rows(StoryDatasets.Assembled) is { } rows && rows.Count == sessions ? new StoryWindow(rows) : null;

    /// <summary>Places of a symbol's stories, the oldest session first; null where one is missing.</summary>
    public IReadOnlyList<(RecordBatch Rows, int Row)>? Find(string symbol)
    {
        var found = new (RecordBatch, int)[_rows.Length];
        for (int i = 0; i < found.Length; i++)
        {
            if (!_rows[i].TryGetValue(symbol, out int row)) return null;
            found[i] = (_sessions[i].Rows, row);
        }

        return found;
    }

    /// <summary>Name of the sequence whose context ends on a session.</summary>
    public static string IdOf(string symbol, string session) => $"{symbol}_{session}";

    /// <summary>The session some stories back from the last one.</summary>
    public string KeyOf(int back) => _sessions[^(1 + back)].Read.Key;

    /// <summary>Mean quality; a story whose quality is not known counts as 0.</summary>
    public static double Quality(IReadOnlyList<(RecordBatch Rows, int Row)> stories) => stories.Average(story =>
        story.Rows["story_quality_score"].IsNull(story.Row)
            ? 0.0 : story.Rows["story_quality_score"].Values<float>()[story.Row]);

    private static Dictionary<string, int> RowsOf(RecordBatch rows)
    {
        var bySymbol = new Dictionary<string, int>(rows.Length, StringComparer.Ordinal);
        for (int row = 0; row < rows.Length; row++) bySymbol.Add(rows["symbol"].Text(row)!, row);
        return bySymbol;
    }
}
