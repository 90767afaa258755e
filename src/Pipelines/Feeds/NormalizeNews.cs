using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Text;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// Stories of a ticker and month (UTC) from all news feeds: clean text, one row a story, corrections beside what they
/// correct. Reads the payloads that may hold the month's stories, or copies of them from the seven days before.
/// </summary>
public sealed class NormalizeNews : Step
{
    private const string Exact = "exact-duplicate";
    private const string Near = "near-duplicate";

    private readonly IReadOnlyDictionary<string, Feed<NewsItem>> _feeds = FeedRegistry.Of<NewsItem>();

    public override string Name => "normalize_dedupe";

    public override int Version => 1;

    public override Dataset Output => Canonical.News;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        PayloadKey[] payloads = [.. Payloads.Of(upstream, _feeds)];
        foreach (IGrouping<string, PayloadKey> ticker in payloads.GroupBy(key => key.Entity)
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            NewsRead[] own =
                [.. ticker.Select(key => new NewsRead(new Read(Canonical.Raw, key.ToString()), First(key), Last(key)))];
            foreach (string month in own.SelectMany(read => Months.Of(read.First, read.Last)).Distinct()
                .Order(StringComparer.Ordinal))
            {
                DateOnly start = Months.First(month);
                DateOnly last = Months.Last(start), first = start.AddDays(-NewsDedupe.Days);
                Read[] reads = [.. own.Where(p => p.First <= last && p.Last >= first).Select(p => p.Read)];
                yield return new Partition($"{ticker.Key}/{month}", reads, new Scope(ticker.Key, start, last));
            }
        }
    }

    public override void Run(Work work)
    {
        string[] key = work.Key.Split('/');
        DateOnly month = Months.First(key[1]);
        long from = UtcMicros.From(month.AddDays(-NewsDedupe.Days)), start = UtcMicros.From(month);
        long end = UtcMicros.From(month.AddMonths(1));
        Story[] stories = NewsDedupe.Order(Items(work, month)
            .Where(item => item.Item.KnownAt >= from && item.Item.KnownAt < end).Select(item => StoryOf(key[0], item)));
        Verdict[] verdicts = NewsDedupe.Judge(stories);
        using var rows = new BatchBuilder(Output.Schema);
        for (int i = Array.FindIndex(stories, story => story.KnownAt >= start); i >= 0 && i < stories.Length; i++)
        {
            if (verdicts[i].Repeats is { } original)
                work.Reject(verdicts[i].Exactly ? Exact : Near, stories[i].From.RawRef, original);
            else
                Append(rows, key[0], stories[i], verdicts[i].Supersedes);
            if (rows.Length == work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    private DateOnly First(PayloadKey key) => key.Date.AddDays(-((NewsFeed)_feeds[key.Source]).DaysBefore);

    private DateOnly Last(PayloadKey key) => key.Date.AddDays(((NewsFeed)_feeds[key.Source]).DaysAfter);

    /// <summary>
    /// Items within their payload's window. A payload is read for several months: its own counts what is refused.
    /// </summary>
    private IEnumerable<Sourced<NewsItem>> Items(Work work, DateOnly month)
    {
        bool Counts(PayloadKey payload) => payload.Date.Year == month.Year && payload.Date.Month == month.Month;
        foreach ((PayloadKey payload, List<NewsItem> items) in Payloads.Read(work, _feeds, Counts))
        {
            long first = UtcMicros.From(First(payload)), end = UtcMicros.From(Last(payload).AddDays(1));
            foreach (NewsItem item in items)
            {
                var sourced = new Sourced<NewsItem>(item, payload);
                if (item.KnownAt >= first && item.KnownAt < end) yield return sourced;
                else if (Counts(payload)) work.Reject("outside-window", sourced.RawRef, UtcMicros.Format(item.KnownAt));
            }
        }
    }

    private static Story StoryOf(string ticker, Sourced<NewsItem> from)
    {
        NewsItem item = from.Item;
        string headline = CanonicalText.Of(item.Headline, item.Publisher);
        string text = item.Summary is null ? headline : headline + " " + CanonicalText.Of(item.Summary);
        // Letters of no script there is a fold for: the words as they are.
        if (text.Length == 0) (headline, text) = (item.Headline, item.Headline);
        string identity = string.Create(CultureInfo.InvariantCulture, $"{ticker}\n{item.KnownAt}\n{text}");
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 8));
        return new Story(from, headline, text, id);
    }

    private static void Append(BatchBuilder rows, string ticker, Story story, string? supersedes)
    {
        NewsItem item = story.From.Item;
        rows["ticker"].AppendText(ticker);
        rows["event_time"].Append(item.EventTime);
        rows["known_at"].Append(item.KnownAt);
        rows["date"].Append((int)(item.KnownAt / UtcMicros.PerDay));
        rows["source"].AppendText(story.From.Payload.Source);
        rows["news_id"].AppendText(story.NewsId);
        rows["headline"].AppendText(item.Headline);
        rows["summary"].AppendText(item.Summary);
        rows["publisher"].AppendText(item.Publisher);
        rows["url"].AppendText(item.Url);
        rows["supersedes"].AppendText(supersedes);
        rows["raw_ref"].AppendText(story.From.RawRef);
    }

    /// <summary>A payload and the days its items may be of.</summary>
    private sealed record NewsRead(Read Read, DateOnly First, DateOnly Last);
}
