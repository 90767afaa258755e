using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>
/// Headlines that name the symbol, quoted, the newest first. A headline published before the previous close is news
/// that came late, and told so.
/// </summary>
internal static class EventNarrative
{
    private const int HeadlinesMax = 3;
    private const int QuoteLengthMax = 160;

    private static readonly string[] s_fresh =
        ["a headline read “~”", "the news was “~”", "a headline of the session said “~”"];

    private static readonly string[] s_stale =
        ["an older headline read “~”", "news from before the last close was “~”"];

    public static void Tell(SessionRows session, ClauseWriter to)
    {
        var told = new List<string>(HeadlinesMax);
        foreach (HeadlineRow headline in session.News.Of(session.Row))
        {
            string quote = Quote(headline.Text);
            if (quote.Length == 0 || told.Contains(quote)) continue;
            to.Say(Subject.Event, headline.Published > session.Before ? s_fresh : s_stale, quote);
            to.RestsOn(Cells.News, Cells.Headline, headline.KnownAt, headline.Text.Length);
            to.RestsOn(Cells.News, Cells.Published, headline.KnownAt, headline.Published);
            told.Add(quote);
            if (told.Count == HeadlinesMax) break;
        }
    }

    /// <summary>
    /// A headline as it is quoted: on one line, inner quotation marks of the outer kind made inner ones, cut with an
    /// ellipsis where it is long.
    /// </summary>
    public static string Quote(string headline)
    {
        string line = PlainText.OneLine(headline).Replace('“', '‘').Replace('”', '’');
        if (line.Length <= QuoteLengthMax) return line;
        int end = QuoteLengthMax - 1;
        if (char.IsHighSurrogate(line[end - 1])) end--;
        return line[..end].TrimEnd() + "…";
    }
}
