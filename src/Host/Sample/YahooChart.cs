using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample;

/// <summary>
/// <c>GET /v8/finance/chart/{symbol}?interval=1d&amp;events=div,splits</c>. Prices are adjusted for splits and stored
/// as the provider's 32-bit floats; <c>adjclose</c> also takes the dividends out, back from the last bar.
/// </summary>
internal static class YahooChart
{
    private static readonly (string Ticker, DateOnly Day, int Numerator, int Denominator)[] Splits =
    [
        ("NVDA", new(2024, 6, 10), 10, 1),
        ("TSLA", new(2022, 8, 25), 3, 1),
        ("AMZN", new(2022, 6, 6), 20, 1),
    ];

    /// <param name="bars">Every session to write, oldest first.</param>
    /// <param name="faultsBefore">Null and inverted bars are planted only before it: the corpus span is whole.</param>
    public static byte[] Payload(
        long seed, Issuer issuer, ReadOnlySpan<Bar> bars, DateOnly faultsBefore, Planted planted)
    {
        Bar[] shown = new Bar[bars.Length];
        bool[] empty = new bool[bars.Length];
        for (int i = 0; i < bars.Length; i++)
        {
            (shown[i], empty[i]) = Faulty(seed, issuer, bars[i], faultsBefore, planted);
        }

        Dictionary<DateOnly, double> dividends = Dividends(issuer, bars);
        planted.Dividends += dividends.Count;
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("chart");
            json.WriteStartArray("result");
            json.WriteStartObject();
            Meta(json, issuer, bars[^1]);
            Array(json, "timestamp", bars.Length, i => json.WriteNumberValue(Stamp(shown[i].Day)));
            Events(json, issuer, shown, dividends, planted);
            Indicators(json, shown, empty, dividends);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteNull("error");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static (Bar Bar, bool Empty) Faulty(
        long seed, Issuer issuer, Bar bar, DateOnly faultsBefore, Planted planted)
    {
        double fault = CounterRandom.For(seed, "fault", issuer.Ticker, $"{bar.Day:yyyy-MM-dd}").NextUniform();
        if (bar.Day >= faultsBefore || fault > .005)
        {
            return (bar, false);
        }

        if (fault > .0035)
        {
            planted.InvertedBars++;
            return (bar with { High = bar.Low - .01, Low = bar.High + .01 }, false);
        }

        planted.NullBars++;
        return (bar, true);
    }

    private static void Meta(Utf8JsonWriter json, Issuer issuer, Bar last)
    {
        json.WriteStartObject("meta");
        json.WriteString("currency", "USD");
        json.WriteString("symbol", issuer.YahooSymbol);
        json.WriteString("exchangeName", issuer.IsFund ? "PCX" : "NMS");
        json.WriteString("instrumentType", issuer.IsFund ? "ETF" : "EQUITY");
        json.WriteNumber("regularMarketTime", TradingCalendar.Nyse.CloseMicros(last.Day) / UtcMicros.PerSecond);
        TimeOnly noon = new(12, 0);
        long offset = UtcMicros.From(last.Day) + (UtcMicros.PerDay / 2) - MarketTime.ToUtcMicros(last.Day, noon);
        json.WriteNumber("gmtoffset", offset / UtcMicros.PerSecond);
        json.WriteString("timezone", offset == -14_400 * UtcMicros.PerSecond ? "EDT" : "EST");
        json.WriteString("exchangeTimezoneName", "America/New_York");
        json.WriteNumber("regularMarketPrice", Cents(last.Close));
        json.WriteNumber("priceHint", 2);
        json.WriteString("dataGranularity", "1d");
        json.WriteString("range", "");
        json.WriteEndObject();
    }

    private static void Events(
        Utf8JsonWriter json, Issuer issuer, Bar[] bars, Dictionary<DateOnly, double> dividends, Planted planted)
    {
        json.WriteStartObject("events");
        json.WriteStartObject("dividends");
        foreach (Bar bar in bars.Where(bar => dividends.ContainsKey(bar.Day)))
        {
            json.WriteStartObject($"{Stamp(bar.Day)}");
            json.WriteNumber("amount", dividends[bar.Day]);
            json.WriteNumber("date", Stamp(bar.Day));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("splits");
        foreach (var split in Splits.Where(s => s.Ticker == issuer.Ticker && bars.Any(bar => bar.Day == s.Day)))
        {
            planted.Splits++;
            json.WriteStartObject($"{Stamp(split.Day)}");
            json.WriteNumber("date", Stamp(split.Day));
            json.WriteNumber("numerator", split.Numerator);
            json.WriteNumber("denominator", split.Denominator);
            json.WriteString("splitRatio", $"{split.Numerator}:{split.Denominator}");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Indicators(
        Utf8JsonWriter json, Bar[] bars, bool[] empty, Dictionary<DateOnly, double> dividends)
    {
        double[] factors = DividendFactors(bars, dividends);
        json.WriteStartObject("indicators");
        json.WriteStartArray("quote");
        json.WriteStartObject();
        Prices("open", i => bars[i].Open);
        Prices("high", i => bars[i].High);
        Prices("low", i => bars[i].Low);
        Prices("close", i => bars[i].Close);
        Nullable("volume", i => json.WriteNumberValue(bars[i].Volume));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("adjclose");
        json.WriteStartObject();
        Nullable("adjclose", i => json.WriteNumberValue((double)(float)Math.Round(bars[i].Close * factors[i], 4)));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();

        void Prices(string name, Func<int, double> price) =>
            Nullable(name, i => json.WriteNumberValue(Cents(price(i))));

        void Nullable(string name, Action<int> write) => Array(json, name, bars.Length, i =>
        {
            if (empty[i])
            {
                json.WriteNullValue();
            }
            else
            {
                write(i);
            }
        });
    }

    /// <summary>First session on or after the ninth of every third month.</summary>
    private static Dictionary<DateOnly, double> Dividends(Issuer issuer, ReadOnlySpan<Bar> bars)
    {
        Dictionary<DateOnly, double> dividends = [];
        for (int i = 1; i < bars.Length && issuer.Dividend > 0; i++)
        {
            DateOnly day = bars[i].Day;
            if ((day.Month - issuer.DividendMonth) % 3 == 0 && day.Day >= 9 && bars[i - 1].Day.Day is < 9)
            {
                dividends[day] = issuer.Dividend;
            }
        }

        return dividends;
    }

    private static double[] DividendFactors(Bar[] bars, Dictionary<DateOnly, double> dividends)
    {
        double[] factors = new double[bars.Length];
        double factor = 1;
        for (int i = bars.Length - 1; i >= 0; i--)
        {
            factors[i] = factor;
            if (i > 0 && dividends.TryGetValue(bars[i].Day, out double amount))
            {
                factor *= 1 - (amount / bars[i - 1].Close);
            }
        }

        return factors;
    }

    private static void Array(Utf8JsonWriter json, string name, int count, Action<int> write)
    {
        json.WriteStartArray(name);
        for (int i = 0; i < count; i++)
        {
            write(i);
        }

        json.WriteEndArray();
    }

    private static double Cents(double dollars) => (float)Math.Round(dollars, 2);

    private static long Stamp(DateOnly day) => TradingCalendar.Nyse.OpenMicros(day) / UtcMicros.PerSecond;
}
