using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample.Market;

/// <summary>A story as it came: the day its payload is of, and when it says it was published.</summary>
internal sealed record WireStory(
    DateOnly Payload, string Id, long Published, string? Title, string Description, Publisher Publisher,
    string[] Tickers);

/// <summary>
/// <c>GET /v2/reference/news</c> of a day for all listings, newest first: the invented press of each
/// (<see cref="NewsDesk"/>), what it corrects, and what is said of its <see cref="Shape"/>.
/// </summary>
internal sealed class PolygonNews(long seed, MarketModel market, IReadOnlyList<Tape> tapes, PlantedMarket planted)
{
    private const double NewsScale = .35;

    private static readonly Publisher Wire = new("Harbor Wire", "harborwire.example");

    public IEnumerable<(DateOnly Day, byte[] Payload)> Payloads(DateOnly first, DateOnly last) =>
        from story in tapes.SelectMany(tape => Stories(tape, first, last))
        where story.Payload >= first && story.Payload <= last
        group story by story.Payload into day
        orderby day.Key
        select (day.Key, Payload(day));

    private IEnumerable<WireStory> Stories(Tape tape, DateOnly from, DateOnly to)
    {
        var desk = new NewsDesk(seed, market, tape.Issuer, NewsScale);
        var first = new Dictionary<long, Release>();
        for (DateOnly day = from; day <= to; day = day.AddDays(1))
        {
            foreach (Release release in desk.BornOn(day).Where(release => release.Feed == Feed.Finnhub))
            {
                if (release.Kind == ReleaseKind.Original) first[release.Id] = release;
                // A correction keeps the id and the time of what it corrects, and comes in a later payload.
                long published = first.GetValueOrDefault(release.Id, release).Micros;
                bool malformed = release.Kind == ReleaseKind.Malformed;
                yield return new WireStory(release.UtcDay, Id($"{tape.Issuer.Ticker}/{release.Id}"), published,
                    malformed ? null : release.Headline, release.Summary, release.Publisher, Tickers(tape, release.Id));
                Count(release.Kind);
            }
        }

        if (Shapes.Story(tape.Shape, tape.Issuer.Name) is not { } told) yield break;
        long time = MarketTime.ToUtcMicros(tape.Day(tape.Last - told.Ago), told.Time);
        planted.Stories++;
        planted.ShapedStories++;
        yield return new WireStory(UtcMicros.FromDate32((int)(time / UtcMicros.PerDay)),
            Id($"{tape.Issuer.Ticker}/{tape.Shape}"), time, told.Headline, told.Summary, Wire, [tape.Issuer.Ticker]);
    }

    private void Count(ReleaseKind kind)
    {
        if (kind is ReleaseKind.Original or ReleaseKind.Syndicated) planted.Stories++;
        if (kind == ReleaseKind.Corrected) planted.RestatedStories++;
        if (kind == ReleaseKind.Malformed) planted.HostileStories++;
    }

    /// <summary>One story in six names the fund that holds the stock.</summary>
    private static string[] Tickers(Tape tape, long id) =>
        id % 6 == 0 && !tape.Issuer.IsFund ? [tape.Issuer.Ticker, "SPY"] : [tape.Issuer.Ticker];

    private static byte[] Payload(IEnumerable<WireStory> stories)
    {
        WireStory[] shown = [.. stories.OrderByDescending(s => s.Published).ThenBy(s => s.Id, StringComparer.Ordinal)];
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("results");
            foreach (WireStory story in shown) Write(json, story);
            json.WriteEndArray();
            json.WriteString("status", "OK");
            json.WriteString("request_id", Id($"request/{shown[0].Payload:yyyy-MM-dd}")[..32]);
            json.WriteNumber("count", shown.Length);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, WireStory story)
    {
        string url = $"https://{story.Publisher.Host}/{story.Id[..12]}";
        json.WriteStartObject();
        json.WriteString("id", story.Id);
        json.WriteStartObject("publisher");
        json.WriteString("name", story.Publisher.Name);
        json.WriteString("homepage_url", $"https://{story.Publisher.Host}/");
        json.WriteEndObject();
        json.WriteString("title", story.Title);
        json.WriteString("published_utc", UtcMicros.ToDateTime(story.Published)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("article_url", url);
        json.WriteStartArray("tickers");
        foreach (string ticker in story.Tickers) json.WriteStringValue(ticker);
        json.WriteEndArray();
        json.WriteString("description", story.Description);
        json.WriteEndObject();
    }

    private static string Id(string of) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)));
}
