namespace Tauric.Pipelines.Feeds;

/// <summary>A story as one feed showed it. Text is plain and on one line.</summary>
/// <param name="Id">The provider's id: a correction repeats it.</param>
/// <param name="KnownAt">When it was published.</param>
/// <param name="Summary">Null when the feed gives none.</param>
public sealed record NewsItem(string Id, long KnownAt, string Headline, string? Summary, string? Publisher, string? Url)
    : FeedItem(Id, KnownAt, KnownAt)
{
    /// <exception cref="RefusedException">Nothing to read as a headline.</exception>
    public static string RequireHeadline(string? html) =>
        PlainText.Of(html) ?? throw new RefusedException("no-headline", "missing or empty");
}

/// <summary>A feed of stories, and how far from a payload's date its stories may lie.</summary>
public abstract class NewsFeed : Feed<NewsItem>
{
    /// <summary>Days before the payload's date a story may be published.</summary>
    public abstract int DaysBefore { get; }

    /// <summary>Days after it: 1 forgives a fetch that ran past midnight.</summary>
    public virtual int DaysAfter => 1;
}
