using Tauric.Engine;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Outcomes;
using static Tauric.Pipelines.Tests.Decisions.Outcomes.OutcomeRows;

namespace Tauric.Pipelines.Tests.Decisions.Outcomes;

public sealed class OutcomeFactsTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Fact]
    public void A_decision_is_measured_by_what_was_known_when()
    {
        PutMarket(_store, Day,
            [Decision("d1", At(0), latencyMinutes: 1)],
            [Quote(At(-5), 100), Quote(At(0.5), 101), Quote(At(20), 104), Quote(At(30.1), 200)],
            [Trade(At(0), 1, 1), Trade(At(5), 100, 10), Trade(At(30), 106, 20), Trade(At(31), 300, 1)],
            [Fill("d1", At(2), 101, 40, 1), Fill("other", At(3), 1, 1), Fill("d1", At(30), 102, 10, 2),
                Fill("d1", At(30.5), 500, 50)]);
        var fact = Assert.Single(Facts()).Fields;
        Assert.Equal(("100", "101", "104"), (fact["decision_mid"], fact["arrival_mid"], fact["end_mid"]));
        Assert.Equal(("2", "50", "5060", "3"),
            (fact["fills"], fact["filled_quantity"], fact["fill_notional"], fact["fees"]));
        Assert.Equal("104", fact["vwap"]);   // (100·10 + 106·20)/30: after the decision, to the end of the lookahead.
        Assert.Equal(((0.5 * 100) + (19.5 * 101) + (10 * 104)) / 30, double.Parse(fact["twap"]), 1e-9);
        Assert.Equal(("104", "100"), (fact["high_mid"], fact["low_mid"]));
        Assert.Equal(("300", "600"), (fact["decision_quote_age_s"], fact["end_quote_age_s"]));
        Assert.Equal(UtcMicros.Format(At(31)), fact["observed_until"]);
        Assert.Equal("0", fact["benchmark_return_bps"]);
        Assert.Equal("~", fact["close"]);    // Not seen yet.
    }

    [Fact]
    public void A_given_price_is_the_decision_price_and_no_quote_is_older()
    {
        PutMarket(_store, Day, [Decision("d1", At(0), price: 99.5)], [Quote(At(-9), 100)], [], []);
        var fact = Assert.Single(Facts()).Fields;
        Assert.Equal(("99.5", "100", "0"),
            (fact["decision_mid"], fact["arrival_mid"], fact["decision_quote_age_s"]));
    }

    [Fact]
    public void The_close_is_the_last_trade_of_the_session_once_it_has_closed()
    {
        long close = TradingCalendar.Nyse.CloseMicros(DateOnly.Parse(Day));
        PutMarket(_store, Day, [Decision("d1", At(0)), Decision("d2", close + 1)], [Quote(At(-1), 100)],
            [Trade(At(-900), 50, 1), Trade(close, 103, 1), Trade(close + 1, 104, 1)], []);
        Assert.Equal(["103", "~"], Facts().Select(row => row.Fields["close"]));
    }

    [Fact]
    public void The_day_before_gives_the_first_quote_and_the_days_after_the_end()
    {
        long late = UtcMicros.From(DateOnly.Parse("2025-03-15")) - (10 * 60 * UtcMicros.PerSecond);
        PutMarket(_store, "2025-03-13", [], [Quote(At(0, "2025-03-13"), 90)], [], []);
        object?[][] decisions = [Decision("early", At(-14.5 * 60)), Decision("late", late)];
        PutMarket(_store, Day, decisions, [Quote(At(0), 100)], [], []);
        PutMarket(_store, "2025-03-15", [], [Quote(late + (20 * 60 * UtcMicros.PerSecond), 110)], [],
            [Fill("late", late + (15 * 60 * UtcMicros.PerSecond), 105, 1)]);
        var rows = Facts().ToDictionary(row => row.Fields["decision_id"], row => row.Fields);
        Assert.Equal("90", rows["early"]["decision_mid"]);
        Assert.Equal(("100", "110", "1"),
            (rows["late"]["decision_mid"], rows["late"]["end_mid"], rows["late"]["fills"]));
    }

    [Fact]
    public void The_benchmark_is_the_return_of_its_own_mid()
    {
        PutMarket(_store, Day, [Decision("d1", At(0))],
            [Quote(At(-1), 100), Quote(At(-1), 400, "SPY"), Quote(At(30), 402, "SPY")], [], []);
        var row = Assert.Single(_store.Run(new OutcomeFacts(new OutcomeOptions { Benchmark = "SPY" })).Rows).Fields;
        Assert.Equal(50, double.Parse(row["benchmark_return_bps"]), 1e-9);
    }

    [Fact]
    public void Rows_are_by_symbol_then_time_whatever_the_batches()
    {
        object?[][] decisions =
        [
            Decision("c", At(1), symbol: "MSFT"), Decision("b", At(2)), Decision("a", At(2)), Decision("d", At(1)),
        ];
        using var three = new StepHarness { BatchRowsMax = 3 };
        foreach (StepHarness store in (StepHarness[])[_store, three])
        {
            PutMarket(store, Day, decisions, [Quote(At(-1), 100), Quote(At(-1), 200, "MSFT")], [], []);
            Assert.Equal(["d 100", "a 100", "b 100", "c 200"], store.Run(new OutcomeFacts(new OutcomeOptions()))
                .Rows.Select(row => $"{row.Fields["decision_id"]} {row.Fields["decision_mid"]}"));
        }
    }

    [Fact]
    public void No_feature_may_read_what_became_of_decisions() =>
        Assert.All((Dataset[])[OutcomeDatasets.Facts, OutcomeDatasets.Labels, DecisionInputs.Fills],
            dataset => Assert.True(dataset.IsOutcome));

    public void Dispose() => _store.Dispose();

    private List<(string Key, IReadOnlyDictionary<string, string> Fields)> Facts() =>
        _store.Run(new OutcomeFacts(new OutcomeOptions()), Day).Rows;
}
