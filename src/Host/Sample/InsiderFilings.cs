using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample;

/// <summary>
/// Finnhub's <c>/stock/insider-transactions</c> and <c>/stock/insider-sentiment</c>, fetched at month ends. The
/// sentiment of a month comes from the same open-market trades: <c>mspr</c> = 100·(bought − sold)/(bought + sold).
/// </summary>
internal sealed class InsiderFilings(long seed, MarketModel market, Issuer issuer)
{
    private static readonly string[] Names =
        ["ABARA CHIDI", "BERGSTRÖM ELSA", "CASTILLO MARCO A", "DUNNE PATRICIA", "ELLERY JOHN W", "FUJIMOTO KEI",
         "GARLAND SUSAN M", "HOLLIS GRANT", "IVERSEN NILS", "JANKOWSKI EWA"];

    private readonly Bar[] _bars = market.Bars(issuer);

    /// <param name="Code">SEC Form 4: P purchase, S sale, A award, M exercise.</param>
    private sealed record Trade(
        int Sequence, string Name, long Held, long Change, DateOnly Traded, DateOnly Filed, string Code, double Price)
    {
        public bool OnMarket => Code is "P" or "S";
    }

    /// <summary>Filings received from the first of the month up to <paramref name="end"/>, newest first.</summary>
    public byte[] Transactions(DateOnly end)
    {
        DateOnly first = new(end.Year, end.Month, 1);
        IEnumerable<Trade> filed = TradesOf(first.AddMonths(-1)).Concat(TradesOf(first))
            .Where(trade => trade.Filed >= first && trade.Filed <= end).OrderByDescending(trade => trade.Filed)
            .ThenBy(trade => trade.Sequence);
        return Payload(json =>
        {
            foreach (Trade trade in filed)
            {
                Write(json, trade);
            }
        });
    }

    /// <summary>The month of <paramref name="end"/> and the two before it, oldest first.</summary>
    public byte[] Sentiment(DateOnly end) => Payload(json =>
    {
        for (int back = 2; back >= 0; back--)
        {
            DateOnly month = new DateOnly(end.Year, end.Month, 1).AddMonths(-back);
            Trade[] trades = [.. TradesOf(month).Where(trade => trade.OnMarket && trade.Filed <= end)];
            if (trades.Length > 0)
            {
                long bought = trades.Sum(trade => Math.Max(trade.Change, 0));
                long sold = trades.Sum(trade => Math.Max(-trade.Change, 0));
                json.WriteStartObject();
                json.WriteString("symbol", issuer.Ticker);
                json.WriteNumber("year", month.Year);
                json.WriteNumber("month", month.Month);
                json.WriteNumber("change", bought - sold);
                json.WriteNumber("mspr", Math.Round(100.0 * (bought - sold) / (bought + sold), 4));
                json.WriteEndObject();
            }
        }
    });

    private IEnumerable<Trade> TradesOf(DateOnly month)
    {
        var random = CounterRandom.For(seed, "insiders", issuer.Ticker, $"{month:yyyy-MM}");
        int count = random.NextInt(5);
        for (int n = 0; n < count; n++)
        {
            int session = market.IndexAtOrBefore(month.AddDays(random.NextInt(27)));
            int delay = 1 + random.NextInt(2);
            double kind = random.NextUniform();
            string code = kind < .5 ? "S" : kind < .65 ? "P" : kind < .85 ? "A" : "M";
            long shares = 100 * (5 + random.NextInt(200));
            string name = Names[random.NextInt(Names.Length)];
            long held = shares + (100L * random.NextInt(4_000));
            if (session >= 0 && session + delay < _bars.Length && _bars[session].Day >= month)
            {
                double price = code == "A" ? 0 : Math.Round((_bars[session].High + _bars[session].Low) / 2, 2);
                yield return new Trade(n, name, held, code == "S" ? -shares : shares, _bars[session].Day,
                    _bars[session + delay].Day, code, price);
            }
        }
    }

    private byte[] Payload(Action<Utf8JsonWriter> rows)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, FinnhubNews.Json))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            rows(json);
            json.WriteEndArray();
            json.WriteString("symbol", issuer.Ticker);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private void Write(Utf8JsonWriter json, Trade trade)
    {
        json.WriteStartObject();
        int serial = (trade.Filed.DayOfYear * 100) + (trade.Sequence * 12) + trade.Traded.Month;
        json.WriteString("id", $"0001{issuer.Index + 100_000}-{trade.Filed:yy}-{serial:000000}");
        json.WriteString("symbol", issuer.Ticker);
        json.WriteString("name", trade.Name);
        json.WriteNumber("share", trade.Held + trade.Change);
        json.WriteNumber("change", trade.Change);
        json.WriteString("filingDate", $"{trade.Filed:yyyy-MM-dd}");
        json.WriteString("transactionDate", $"{trade.Traded:yyyy-MM-dd}");
        json.WriteString("transactionCode", trade.Code);
        json.WriteNumber("transactionPrice", trade.Price);
        json.WriteString("currency", "USD");
        json.WriteBoolean("isDerivative", trade.Code == "M");
        json.WriteString("source", "sec");
        json.WriteEndObject();
    }
}
