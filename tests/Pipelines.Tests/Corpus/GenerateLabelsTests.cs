using System.Globalization;
using Tauric.Engine.Time;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Feeds;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class GenerateLabelsTests : IDisposable
{
    private static readonly DateOnly s_first = new(2023, 1, 4);
    private static readonly CorpusOptions s_year = Options with { From = s_first, To = new DateOnly(2024, 5, 31) };
    private readonly StepHarness _store = new();

    [Fact]
    public void Of_354_sessions_320_get_a_label_either_way()
    {
        PutPrices(_store, s_first, new DateOnly(2024, 5, 31));   // 354 sessions.
        foreach (string direction in (string[])["forward", "trailing"])
        {
            StepResult result = _store.Run(new GenerateLabels(s_year with { LabelDirection = direction }));
            Assert.Equal(320, result.Rows.Count);
            Assert.Equal(Enumerable.Repeat("no-label", 34), result.Reasons);
        }
    }

    [Fact]
    public void Classes_are_those_of_the_algorithm_over_all_bars()
    {
        PutPrices(_store, s_first, new DateOnly(2024, 5, 31));
        StepResult result = _store.Run(new GenerateLabels(s_year));
        int bars = TradingCalendar.Nyse.Days(s_first, new DateOnly(2024, 5, 31)).Count;
        LabelColumn labels = new AlgorithmS1().Label([.. Enumerable.Range(0, bars).Select(Close)]);
        var expected = labels.Where(l => l.Decision != Decision.Undefined);
        Assert.Equal(expected.Select(l => l.Decision.Words()), result.All("label"));
        Assert.Equal(expected.Select(l => l.Composite.ToString("R", CultureInfo.InvariantCulture)),
            result.All("composite_signal"));
    }

    [Fact]
    public void A_span_runs_from_19_sessions_before_to_15_after()
    {
        PutPrices(_store, s_first, new DateOnly(2024, 5, 31));
        var row = _store.Run(new GenerateLabels(Options)).Rows[0].Fields;
        Assert.Equal(("2024-03-04", "2024-02-05", "2024-03-25"),
            (row["as_of_date"], row["span_start"], row["span_end"]));
    }

    [Fact]
    public void Thresholds_of_train_only_do_not_move_with_prices_after_training()
    {
        CorpusOptions options = s_year with { ThresholdFit = "train_only", ValidationFrom = new DateOnly(2024, 1, 2) };
        PutPrices(_store, s_first, new DateOnly(2024, 5, 31));
        string before = Assert.Single(_store.Run(new GenerateLabels(options)).All("theta_buy").Distinct());
        string full = Assert.Single(_store.Run(new GenerateLabels(s_year)).All("theta_buy").Distinct());
        IReadOnlyList<DateOnly> days = TradingCalendar.Nyse.Days(s_first, new DateOnly(2024, 5, 31));
        _store.Put(Canonical.Price, Ticker, Batch(Canonical.Price,
            [.. days.Select((d, i) => Bar(d, d < options.ValidationFrom ? Close(i) : 300 - Close(i)))]));
        Assert.Equal(before, Assert.Single(_store.Run(new GenerateLabels(options)).All("theta_buy").Distinct()));
        Assert.NotEqual(full, Assert.Single(_store.Run(new GenerateLabels(s_year)).All("theta_buy").Distinct()));
    }

    [Fact]
    public void A_trading_day_without_a_bar_is_refused()
    {
        IReadOnlyList<DateOnly> days = TradingCalendar.Nyse.Days(s_first, new DateOnly(2024, 5, 31));
        _store.Put(Canonical.Price, Ticker, Batch(Canonical.Price,
            [.. days.Select((d, i) => Bar(d, Close(i))).Where(b => (DateOnly)b["date"]! != Monday)]));
        StepResult result = _store.Run(new GenerateLabels(Options));
        Assert.Equal(new Reject(Ticker, "no-bar", "AAPL/2024-03-04", "there is no price on this trading day"),
            Assert.Single(result.Rejects));
        Assert.Equal(4, result.Rows.Count);
    }

    public void Dispose() => _store.Dispose();
}
