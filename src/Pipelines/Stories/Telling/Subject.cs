namespace Tauric.Pipelines.Stories.Telling;

/// <summary>What a narrative is about: a column of <see cref="StoryDatasets.Components"/> each.</summary>
internal enum Subject
{
    Price,
    Volume,
    Momentum,
    Volatility,
    Event,
}

internal static class Subjects
{
    public const int Count = 5;

    /// <summary>Column of a subject, by its number; also the <c>component</c> of its clauses.</summary>
    public static readonly string[] Columns =
        ["price_narrative", "volume_narrative", "momentum_narrative", "volatility_narrative", "event_context"];

    /// <exception cref="BugException">No step writes such a column.</exception>
    public static Subject Of(ReadOnlySpan<byte> column)
    {
        for (int i = 0; i < Count; i++)
            if (Equal(column, Columns[i])) return (Subject)i;
        throw new Engine.BugException($"No narrative is called {System.Text.Encoding.UTF8.GetString(column)}.");
    }

    /// <summary>Is the UTF-8 the same as an ASCII text?</summary>
    public static bool Equal(ReadOnlySpan<byte> utf8, string ascii) => System.Text.Ascii.Equals(utf8, ascii);
}
