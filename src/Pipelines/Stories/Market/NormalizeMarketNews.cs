using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Stories.Market;

/// <summary>
/// Stories known in a month (New York), a row for each symbol they name. What a later payload says otherwise of an id
/// is a row beside the first, known at the end of that payload's day: a reader takes the last it may know.
/// </summary>
/// <remarks>
/// A payload holds stories of the <see cref="DaysBefore"/> days before its date: an id restated later than that is a
/// new story. Near copies stay; whoever tells of them judges.
/// </remarks>
public sealed class NormalizeMarketNews : Step
{
    /// <summary>Days before a payload's date its stories may have been published.</summary>
    public const int DaysBefore = 7;

    private readonly IReadOnlyDictionary<string, Feed<MarketStory>> _feeds = FeedRegistry.Of<MarketStory>();

    public override string Name => "normalize_market_news";

    public override int Version => 1;

    public override Dataset Output => MarketDatasets.News;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        PayloadKey[] payloads = [.. Payloads.Of(upstream, _feeds)];
        foreach (string month in payloads.SelectMany(MonthsOf).Distinct().Order(StringComparer.Ordinal))
        {
            DateOnly first = Months.First(month), last = Months.Last(first);
            Read[] reads = [.. payloads
                .Where(key => key.Date >= first.AddDays(-DaysBefore) && key.Date <= last.AddDays(DaysBefore))
                .Select(key => new Read(Canonical.Raw, key.ToString()))];
            yield return new Partition(month, reads, new Scope(null, first, last));
        }
    }

    public override void Run(Work work)
    {
        using var rows = new BatchBuilder(Output.Schema);
        foreach (Sourced<MarketStory> story in Versions(work)
            .Where(story => Months.Of(MarketTime.EasternDate(story.Item.KnownAt)) == work.Key)
            .OrderBy(story => story.Item.KnownAt).ThenBy(story => story.RawRef, StringComparer.Ordinal))
        {
            foreach (string symbol in story.Item.Symbols.Split(',')) Append(rows, symbol, story);
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    private static IEnumerable<string> MonthsOf(PayloadKey payload) =>
        new[] { Months.Of(payload.Date.AddDays(-DaysBefore)), Months.Of(payload.Date) }.Distinct();

    /// <summary>What was said of each id, first and otherwise, in the order of payloads.</summary>
    private List<Sourced<MarketStory>> Versions(Work work)
    {
        var latest = new Dictionary<(string Source, string Id), Sourced<MarketStory>>();
        List<Sourced<MarketStory>> versions = [];
        foreach ((PayloadKey payload, List<MarketStory> stories) in Payloads
            .Read(work, _feeds, payload => Months.Of(payload.Date) == work.Key)
            .OrderBy(read => read.Key.Date).ThenBy(read => read.Key.ToString(), StringComparer.Ordinal))
        {
            foreach (MarketStory story in stories)
            {
                var next = new Sourced<MarketStory>(story, payload);
                if (!IsInWindow(work, next)) continue;
                Sourced<MarketStory>? earlier = latest.GetValueOrDefault((payload.Source, story.Id));
                if (earlier?.Item == story) continue;
                latest[(payload.Source, story.Id)] = next;
                long came = Math.Max(story.KnownAt, FeedTime.EndOfDay(payload.Date));
                versions.Add(earlier is not null ? next with { Item = story with { KnownAt = came } } : next);
            }
        }

        return versions;
    }

    private static bool IsInWindow(Work work, Sourced<MarketStory> story)
    {
        DateOnly published = MarketTime.EasternDate(story.Item.KnownAt);
        if (published <= story.Payload.Date && published >= story.Payload.Date.AddDays(-DaysBefore)) return true;
        if (Months.Of(story.Payload.Date) == work.Key)
            work.Reject("outside-window", story.RawRef, UtcMicros.Format(story.Item.KnownAt));
        return false;
    }

    private static void Append(BatchBuilder rows, string symbol, Sourced<MarketStory> story)
    {
        rows["symbol"].AppendText(symbol);
        rows["event_time"].Append(story.Item.EventTime);
        rows["known_at"].Append(story.Item.KnownAt);
        rows["news_id"].AppendText(story.Item.Id);
        rows["headline"].AppendText(story.Item.Headline);
        rows["summary"].AppendText(story.Item.Summary);
        rows["publisher"].AppendText(story.Item.Publisher);
        rows["raw_ref"].AppendText(story.RawRef);
    }
}
