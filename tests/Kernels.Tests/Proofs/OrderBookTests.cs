using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tauric.Kernels.Microstructure;
using Tauric.Kernels.Statistics;
using Tauric.Kernels.Tests.Microstructure;

namespace Tauric.Kernels.Tests.Proofs;

/// <summary>The best quotes and trades of a real market, where the exchange itself says who began each trade.</summary>
public sealed class OrderBookTests
{
    private const string Recording = "shared/data/lob/binance/spot/btcusdt_20240809.gz";
    private const double Tick = 0.01;

    // Quotes reach the recorder by another way than trades: that old, a quote was there before the trade.
    private const long QuoteAgeMicros = 20_000;

    [Fact]
    public void Lee_Ready_finds_the_side_the_exchange_recorded()
    {
        (TickSeries trades, int[] sides) = Trades();
        double[][] signs = trades.Compute(new TradeSign());
        double Share(double[] found) => sides.Zip(found, (side, sign) => side == sign ? 1.0 : 0).Average();
        Assert.InRange(Share(signs[0]), 0.95, 1);
        Assert.InRange(Share(signs[2]), Share(signs[0]), 1);
        Assert.InRange(Share(signs[1]), 0.9, 1);
    }

    [Fact]
    public void Order_flow_imbalance_moves_the_mid()
    {
        TickSeries quotes = Quotes();
        double[] flow = quotes.Compute(new OrderFlowImbalance(50))[0], mid = quotes.Compute(new Mid())[0];
        int[] rows = [.. Enumerable.Range(1, (mid.Length / 50) - 1).Select(i => 50 * i)];
        var correlation = new double[1];
        new Pearson().Compute(
            new Samples([.. rows.Select(t => flow[t])], [.. rows.Select(t => mid[t] - mid[t - 50])]), correlation);
        Assert.InRange(correlation[0], 0.4, 1);
    }

    [Fact]
    public void Spreads_are_whole_ticks_and_buying_costs()
    {
        (TickSeries trades, _) = Trades();
        double[] quoted = trades.Compute(new QuotedSpread())[0];
        Assert.All(quoted, spread => Assert.Equal(Math.Round(spread / Tick), spread / Tick, 1e-6));
        Assert.All(quoted, spread => Assert.InRange(spread, Tick / 2, 100));
        TradeOutcome[] outcomes = [.. TradeOutcomes.Of(trades.Ticks, 1_000_000).Where(outcome => outcome.IsDefined)];
        Assert.InRange(outcomes.Average(outcome => outcome.PriceImpact), Tick, 100);
        Assert.InRange(trades.Compute(new PriceImpact(2000, 10))[0][^1], 1e-4, 10);
        Assert.InRange(trades.Compute(new KyleLambda(5000))[0][^1], Tick, 1000);
    }

    /// <summary>A row per trade with the quote in force before it; and who began it, by the exchange.</summary>
    private static (TickSeries Trades, int[] Sides) Trades()
    {
        TickSeries quotes = Quotes();
        var rows = new List<(long Micros, int Quote, double Price, double Size, int Side)>();
        foreach ((long micros, JsonElement trade) in Events("btcusdt@trade"))
        {
            int quote = Array.BinarySearch(quotes.Micros, micros - QuoteAgeMicros);
            quote = quote >= 0 ? quote : ~quote - 1;
            bool isSale = trade.GetProperty("m").GetBoolean();
            if (quote >= 0) rows.Add((micros, quote, Number(trade, "p"), Number(trade, "q"), isSale ? -1 : 1));
        }

        var trades = new TickSeries(
            [.. rows.Select(row => row.Micros)],
            [.. rows.Select(row => quotes.Bid[row.Quote])], [.. rows.Select(row => quotes.Ask[row.Quote])],
            [.. rows.Select(row => quotes.BidSize[row.Quote])], [.. rows.Select(row => quotes.AskSize[row.Quote])],
            [.. rows.Select(row => row.Price)], [.. rows.Select(row => row.Size)]);
        return (trades, [.. rows.Select(row => row.Side)]);
    }

    /// <summary>A row per change of the best quote; no trades.</summary>
    private static TickSeries Quotes()
    {
        (long Micros, JsonElement Quote)[] rows = [.. Events("btcusdt@bookTicker")];
        double[] Column(string name) => [.. rows.Select(row => Number(row.Quote, name))];
        double[] bid = Column("b");
        return new TickSeries(
            [.. rows.Select(row => row.Micros)], bid, Column("a"), Column("B"), Column("A"), bid,
            new double[bid.Length]);
    }

    private static IEnumerable<(long Micros, JsonElement Data)> Events(string stream)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Find()), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            if (!line.Contains(stream, StringComparison.Ordinal)) continue;
            int space = line.IndexOf(' ');
            using JsonDocument document = JsonDocument.Parse(line.AsMemory(space + 1));
            long nanos = long.Parse(line.AsSpan(0, space), CultureInfo.InvariantCulture);
            yield return (nanos / 1000, document.RootElement.GetProperty("data").Clone());
        }
    }

    private static double Number(JsonElement element, string name) =>
        double.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static string Find([CallerFilePath] string here = "")
    {
        for (string? folder = here; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, Recording))) return Path.Combine(folder, Recording);
        }

        Assert.Skip($"No {Recording} in any folder above.");
        return "";
    }
}
