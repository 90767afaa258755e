using System.Text.Json;
using NodaTime;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>A daily bar, known at the session's close. Prices in the quote currency.</summary>
public sealed record PriceBar(
    DateOnly Date, long KnownAt, double Open, double High, double Low, double Close, double AdjClose, double Volume,
    double? Dividend, double? Split) : FeedItem(FeedTime.Iso(Date), KnownAt, KnownAt);

/// <summary>
/// <c>GET /v8/finance/chart/{symbol}?interval=1d&amp;events=div,splits</c>: parallel arrays, one element a session; a
/// null in any of them means there is no bar. Stamps are session opens; the date is the exchange's.
/// </summary>
[Feed("yahoo_price")]
public sealed class YahooChart : Feed<PriceBar>
{
    private const double Tolerance = 1e-9;   // Relative: prices are stored as 32-bit floats by some exporters.

    public override void Read(Payload payload, FeedItems<PriceBar> items)
    {
        using JsonDocument json = JsonDocument.Parse(payload.Bytes);
        JsonElement chart = json.RootElement.Member("chart");
        if (chart.Field("error") is { } error) throw new RefusedException("provider-error", Start(error.GetRawText()));
        JsonElement result = chart.First("result");
        JsonElement meta = result.Member("meta");
        RequireSymbol(payload.Key.Entity, meta.Text("symbol"));
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(meta.Text("exchangeTimezoneName") ?? "")
            ?? throw new RefusedException("unknown-timezone", meta.Text("exchangeTimezoneName") ?? "missing");
        // A ticker without a session in the window has no arrays at all.
        if (result.Field("timestamp") is null) return;
        var bars = new Arrays(result, zone);
        for (int i = 0; i < bars.Length; i++)
        {
            int index = i;
            items.Add(i, () => bars.Bar(index));
        }
    }

    private static void RequireSymbol(string entity, string? symbol)
    {
        if (symbol?.Replace('.', '-') != entity.Replace('.', '-'))
            throw new RefusedException("other-ticker", $"payload of {entity} holds {Start(symbol ?? "nothing")}");
    }

    private static string Start(string text) => text.Length <= 200 ? text : text[..200];

    private sealed class Arrays
    {
        private static readonly string[] Prices = ["open", "high", "low", "close"];

        private readonly DateTimeZone _zone;
        private readonly JsonElement _stamps;
        private readonly JsonElement[] _prices;
        private readonly JsonElement _volumes;
        private readonly JsonElement _adjusted;
        private readonly Dictionary<DateOnly, double> _dividends = [];
        private readonly Dictionary<DateOnly, double> _splits = [];

        public Arrays(JsonElement result, DateTimeZone zone)
        {
            _zone = zone;
            _stamps = result.List("timestamp");
            JsonElement indicators = result.Member("indicators");
            JsonElement quote = indicators.First("quote");
            _prices = [.. Prices.Select(name => quote.List(name))];
            _volumes = quote.List("volume");
            _adjusted = indicators.First("adjclose").List("adjclose");
            if (_prices.Append(_volumes).Append(_adjusted).Any(array => array.GetArrayLength() != Length))
                throw new RefusedException("ragged-arrays", $"{Length} timestamps, other lengths differ");
            if (result.Field("events") is not { } events) return;
            Join(events, "dividends", _dividends, e => e.Number("amount"));
            Join(events, "splits", _splits, e => e.Number("numerator") / e.Number("denominator"));
        }

        public int Length => _stamps.GetArrayLength();

        public PriceBar? Bar(int i)
        {
            if (_prices.Append(_volumes).Append(_adjusted).Any(array => array[i].ValueKind == JsonValueKind.Null))
                return null;
            DateOnly date = DateOf(_stamps[i]);
            if (!TradingCalendar.Nyse.IsTradingDay(date))
                throw new RefusedException("not-a-session", FeedTime.Iso(date));
            double[] prices = [.. _prices.Select((array, p) => Price(array[i], Prices[p], date))];
            double adjusted = Price(_adjusted[i], "adjclose", date);
            double volume = JsonFields.AsNumber(_volumes[i], "volume");
            if (volume < 0) throw new RefusedException("negative-volume", $"{FeedTime.Iso(date)}: {volume}");
            RequireOrder(prices, date);
            return new PriceBar(date, TradingCalendar.Nyse.CloseMicros(date), prices[0], prices[1], prices[2],
                prices[3],
                adjusted, volume, ValueOn(_dividends, date), ValueOn(_splits, date));
        }

        private static double? ValueOn(Dictionary<DateOnly, double> events, DateOnly date) =>
            events.TryGetValue(date, out double value) ? value : null;

        private static double Price(JsonElement value, string name, DateOnly date)
        {
            double price = JsonFields.AsNumber(value, name);
            return price > 0 ? price : throw new RefusedException("price-not-positive",
                $"{FeedTime.Iso(date)} {name}: {price}");
        }

        private static void RequireOrder(double[] ohlc, DateOnly date)
        {
            double high = ohlc[1] * (1 + Tolerance), low = ohlc[2] * (1 - Tolerance);
            string seen = $"{FeedTime.Iso(date)}: {string.Join(' ', ohlc)}";
            if (ohlc[1] < low) throw new RefusedException("high-below-low", seen);
            if (Math.Max(ohlc[0], ohlc[3]) > high || Math.Min(ohlc[0], ohlc[3]) < low)
                throw new RefusedException("outside-range", seen);
        }

        /// <summary>
        /// An event that cannot be read, or is no positive number, is left out: bars stand without it.
        /// </summary>
        private void Join(JsonElement events, string name, Dictionary<DateOnly, double> by, Func<JsonElement,
            double?> read)
        {
            if (events.Field(name) is not { ValueKind: JsonValueKind.Object } kind) return;
            foreach (JsonProperty item in kind.EnumerateObject())
            {
                double value = read(item.Value) ?? 0;
                if (value > 0 && double.IsFinite(value)) by[DateOf(item.Value.Member("date"))] = value;
            }
        }

        private DateOnly DateOf(JsonElement stamp)
        {
            long? seconds = stamp.ValueKind == JsonValueKind.Number && stamp.TryGetInt64(out long whole) ? whole : null;
            long micros = FeedTime.FromSeconds(seconds);
            return Instant.FromUnixTimeTicks(micros * TimeSpan.TicksPerMicrosecond).InZone(_zone).Date.ToDateOnly();
        }
    }
}
