using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample.Market;

/// <summary>A story as it came: the day its payload is of, and when it says it was published.</summary>
internal sealed record WireStory(
    DateOnly Payload, string Id, long Published, string? Title, string Description, Publisher Publisher,
    string[] Tickers)
{
    /// <summary>Is it about a <see cref="Shape"/>?</summary>
    public bool IsShaped { get; init; }
}

/// <summary>
/// <c>GET /v2/reference/news</c> of a day for all listings, newest first: the invented press of each
/// (<see cref="NewsDesk"/>), what it corrects, and what is said of its <see cref="Shape"/>.
/// </summary>
internal sealed class PolygonNews(long seed, MarketModel market, IReadOnlyList<Tape> tapes, PlantedMarket planted)
{
    private const double NewsScale = .35;

    private static readonly Publisher Wire = new("Harbor Wire", "harborwire.example");

    public IEnumerable<(DateOnly Day, byte[] Payload)> Payloads(DateOnly first, DateOnly last)
    {
        WireStory[] stories = [.. tapes.SelectMany(tape => Stories(tape, first, last))
            .Where(story => story.Payload >= first && story.Payload <= last)];
        planted.Stories = stories.Where(story => story.Title is not null).DistinctBy(story => story.Id).Count();
        planted.RestatedStories = stories.Where(story => story.Title is not null)
            .DistinctBy(story => (story.Id, story.Title)).Count() - planted.Stories;
        planted.HostileStories = stories.Count(story => story.Title is null);
        planted.ShapedStories = stories.Count(story => story.IsShaped);
        return stories.GroupBy(story => story.Payload).OrderBy(day => day.Key).Select(day => (day.Key, Payload(day)));
    }

    private IEnumerable<WireStory> Stories(Tape tape, DateOnly first, DateOnly last)
    {
        var desk = new NewsDesk(seed, market, tape.Issuer, NewsScale);
        for (DateOnly day = first; day <= last; day = day.AddDays(1))
        {
            foreach (Release release in desk.BornOn(day))
            {
                if (release.Feed != Feed.Finnhub || release.Kind is ReleaseKind.Corrected or ReleaseKind.Malformed)
                    continue;
                var story = new WireStory(release.UtcDay, Id($"{tape.Issuer.Ticker}/{release.Id}"), release.Micros,
                    release.Headline, release.Summary, release.Publisher, Tickers(tape, release.Id));
                yield return story;
                // A copy is left alone: it would be corrected twice.
                int fate = CounterRandom.For(seed, "wire", story.Id, $"{release.Kind}").NextInt(60);
                if (fate < 2 && release.Kind == ReleaseKind.Original) yield return Corrected(story);
                if (fate == 2) yield return story with { Id = Id(story.Id), Title = null };
            }
        }

        if (Shapes.Story(tape.Shape, tape.Issuer.Name) is not { } told) yield break;
        long time = MarketTime.ToUtcMicros(tape.Day(tape.Last - told.Ago), told.Time);
        yield return new WireStory(UtcMicros.FromDate32((int)(time / UtcMicros.PerDay)),
            Id($"{tape.Issuer.Ticker}/{tape.Shape}"), time, told.Headline, told.Summary, Wire, [tape.Issuer.Ticker])
        {
            IsShaped = true,
        };
    }

    /// <summary>It keeps the id and the time of what it corrects, and comes in the next day's payload.</summary>
    private static WireStory Corrected(WireStory story) => story with
    {
        Payload = story.Payload.AddDays(1),
        Title = "CORRECTED: " + story.Title,
        Description = "(Corrects the figures.) " + story.Description,
    };

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
