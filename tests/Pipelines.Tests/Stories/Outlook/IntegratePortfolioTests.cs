using Tauric.Engine;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Outlook;

namespace Tauric.Pipelines.Tests.Stories.Outlook;

public sealed class IntegratePortfolioTests : IDisposable
{
    private readonly StepHarness _store = new();
    private readonly StoryMarket _market = new(70);

    [Fact]
    public void Weights_are_shares_of_strength_with_their_sides()
    {
        Walk("A", Zigzag);
        StepResult result = Run(("A", 1, 0.6, 1), ("B", -1, 0.2, 1), ("C", 0, 0.9, 1));
        Assert.Equal([0.75, -0.25, 0], result.Rows.Select(r => Math.Round(OutlookStore.Number(r.Fields, "weight"), 6)));
        var row = result.Rows[0].Fields;
        Assert.Equal(1, OutlookStore.Number(row, "gross_exposure"), 1e-12);
        Assert.Equal(0.5, OutlookStore.Number(row, "net_exposure"), 1e-6);
        Assert.Equal(("2", "~", "~"), (row["positions"], row["average_correlation"], row["diversification_ratio"]));
    }

    /// <summary>Two that move apart from each other, with equal deviations: √2 of diversification.</summary>
    [Fact]
    public void Independent_positions_diversify()
    {
        Walk("A", Zigzag);
        Walk("B", Slowly);
        var row = Run(("A", 1, 0.5, 1), ("B", 1, 0.5, 1)).Rows[0].Fields;
        Assert.Equal(0, OutlookStore.Number(row, "average_correlation"), 1e-9);
        Assert.Equal(Math.Sqrt(2), OutlookStore.Number(row, "diversification_ratio"), 1e-9);
        Assert.Equal(Math.Sqrt(0.5), OutlookStore.Number(row, "correlation"), 1e-9);
    }

    [Fact]
    public void Positions_that_move_as_one_do_not_diversify()
    {
        foreach (string symbol in (string[])["A", "B", "C"]) Walk(symbol, Zigzag);
        var rows = Run(("A", 1, 0.5, 1), ("B", 1, 0.5, 1), ("C", 1, 0.1, 1)).Rows;
        Assert.Equal(1, OutlookStore.Number(rows[0].Fields, "average_correlation"), 1e-9);
        Assert.Equal(1, OutlookStore.Number(rows[2].Fields, "diversification_ratio"), 1e-9);
        Assert.Equal(1, OutlookStore.Number(rows[2].Fields, "correlation"), 1e-9);
    }

    /// <summary>Against all pairs, one by one.</summary>
    [Fact]
    public void The_average_correlation_is_that_of_all_pairs()
    {
        string[] symbols = ["A", "B", "C", "D"];
        foreach (string symbol in symbols)
        {
            var random = CounterRandom.For(1, symbol);
            double[] steps = [.. _market.Sessions.Select(_ => random.NextUniform())];
            Walk(symbol, i => steps[i] / 50);
        }

        var row = Run([.. symbols.Select(s => (s, 1, 0.5, 1))]).Rows[0].Fields;
        double[][] returns = [.. symbols.Select(symbol =>
        {
            double[] closes = [.. _market.Sessions.TakeLast(61).Select(day => _market.Day(symbol, day).Close)];
            return closes.Zip(closes.Skip(1), (was, now) => now / was - 1).ToArray();
        })];
        double[] pairs = [.. from a in Enumerable.Range(0, 4) from b in Enumerable.Range(a + 1, 3 - a)
                             select Pearson(returns[a], returns[b])];
        Assert.Equal(6, pairs.Length);
        Assert.Equal(pairs.Average(), OutlookStore.Number(row, "average_correlation"), 1e-9);
    }

    [Fact]
    public void A_symbol_without_a_bar_in_the_window_takes_part_in_weights_only()
    {
        Walk("A", Zigzag);
        Walk("B", Slowly);
        _market.SetDay("B", _market.Sessions[^30], null);
        var rows = Run(("A", 1, 0.5, 1), ("B", 1, 0.5, 1)).Rows;
        Assert.Equal("~", rows[1].Fields["correlation"]);
        Assert.Equal(0.5, OutlookStore.Number(rows[1].Fields, "weight"), 1e-6);
    }

    [Fact]
    public void What_comes_later_is_not_read()
    {
        Walk("A", Zigzag);
        Walk("B", Slowly);
        string[] then = [.. Run(("A", 1, 0.5, 1), ("B", 1, 0.5, 1)).Lines];
        var later = new StoryMarket(75);
        Walk("A", Zigzag, later);
        Walk("B", i => i < 70 ? Slowly(i) : 0.5, later);
        later.Put(_store);
        Assert.Equal(then, _store.Run(new IntegratePortfolio()).Lines);
        Assert.DoesNotContain(new IntegratePortfolio().Plan(_store).SelectMany(p => p.Reads), r => r.Dataset.IsOutcome);
    }

    [Fact]
    public void Without_positions_nothing_is_exposed()
    {
        var row = Run(("A", 0, 0.5, 1)).Rows[0].Fields;
        Assert.Equal(("0", "0", "0"), (row["weight"], row["gross_exposure"], row["positions"]));
    }

    public void Dispose() => _store.Dispose();

    /// <summary>Up and down by one percent; a mean of 0, as the slower one, and nothing in common with that.</summary>
    private static double Zigzag(int i) => i % 2 == 0 ? 0.01 : -0.01;

    private static double Slowly(int i) => i / 2 % 2 == 0 ? 0.01 : -0.01;

    private static double Pearson(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        double both = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return both / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }

    private void Walk(string symbol, Func<int, double> change, StoryMarket? market = null)
    {
        double close = 100;
        foreach ((DateOnly day, int i) in (market ?? _market).Sessions.Select((day, i) => (day, i)))
            (market ?? _market).SetDay(symbol, day, Quote.Flat(close *= 1 + change(i)));
    }

    private StepResult Run(params (string, int, double, int)[] signals)
    {
        _market.Put(_store);
        OutlookStore.PutSignals(_store, _market.Sessions[^1], signals);
        return _store.Run(new IntegratePortfolio());
    }
}
