using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Pipelines.Tests.Decisions.Outcomes;

public sealed class OutcomeLabelTests
{
    private static readonly LabelingRules s_rules = new(LabelingRules.Default);

    [Fact]
    public void The_worked_decision_is_excellent_by_25_basis_points()
    {
        var label = OutcomeLabel.Of(OutcomeRows.Worked, s_rules);
        Assert.Equal(DecisionOutcome.Excellent, label.Outcome);
        Assert.Equal(25, label.BenchmarkOutperformanceBps, 1e-9);   // 100 on paper − 40 cost − 35 benchmark.
        Assert.Equal(60, label.EarnedBps, 1e-9);                    // (600·0.80 + 200·0.70 − 20) of 100,000.
        Assert.Equal(2, label.RiskAdjustedReturn, 1e-9);            // 60 earned over 30 of volatility.
        Assert.Equal(0.2, label.CostEfficiency, 1e-9);              // 1/(1 + 40/10).
        Assert.Equal(0.75, label.TimingQuality, 1e-9);              // 100 in 99.5 to 101.5, low is good for a buyer.
        Assert.Equal((35, 65), (label.BenchmarkBps, Math.Round(label.SelectionBps, 9)));
    }

    [Fact]
    public void Execution_at_the_benchmarks_is_half_and_better_is_more()
    {
        OutcomeFact even = OutcomeRows.Worked with { ArrivalMid = 100, Vwap = 100, Twap = 100, FillNotional = 80_000 };
        Assert.Equal(0.5, OutcomeLabel.Of(even, s_rules).ExecutionQuality);
        // 10 basis points better than all three: 1/(1 + e⁻¹).
        var better = OutcomeLabel.Of(even with { FillNotional = 79_920 }, s_rules);
        Assert.Equal(0.7310585786300049, better.ExecutionQuality, 1e-12);
    }

    [Fact]
    public void A_market_that_did_not_move_has_even_timing_and_no_return_over_risk()
    {
        var label = OutcomeLabel.Of(
            OutcomeRows.Worked with { EndMid = 100, HighMid = 100, LowMid = 100, VolatilityBps = 0 }, s_rules);
        Assert.Equal((0.5, double.NaN), (label.TimingQuality, label.RiskAdjustedReturn));
    }

    [Theory]
    [InlineData(99.789, DecisionOutcome.Bad)]
    [InlineData(99.8, DecisionOutcome.Poor)]
    [InlineData(99.9, DecisionOutcome.Neutral)]
    [InlineData(100.1, DecisionOutcome.Neutral)]
    [InlineData(100.11, DecisionOutcome.Good)]
    [InlineData(100.2, DecisionOutcome.Good)]
    [InlineData(100.21, DecisionOutcome.Excellent)]
    public void Edges_are_those_of_the_specification(double end, DecisionOutcome outcome)
    {
        OutcomeFact fact = OutcomeRows.Worked with
        {
            EndMid = end,
            ArrivalMid = 100,
            FilledQuantity = 1000,
            FillNotional = 100_000,
            Fees = 0,
            BenchmarkReturnBps = 0,
        };
        Assert.Equal(outcome, OutcomeLabel.Of(fact, s_rules).Outcome);
    }

    [Fact]
    public void What_is_not_known_is_said_and_no_number_is_made_up()
    {
        (OutcomeFact Fact, string Missing)[] cases =
        [
            (OutcomeRows.Worked with { ObservedUntil = OutcomeRows.At(59) }, "lookahead-not-seen"),
            (OutcomeRows.Worked with { DecisionMid = double.NaN }, "no-decision-price"),
            (OutcomeRows.Worked with { EndMid = double.NaN }, "no-end-price"),
            (OutcomeRows.Worked with { EndQuoteAgeSeconds = 300.1 }, "stale-quote"),
            (OutcomeRows.Worked with { Fills = 0, FilledQuantity = 0, FillNotional = 0 }, "too-few-fills"),
            (OutcomeRows.Worked with { ArrivalMid = double.NaN }, "no-arrival-price"),
            (OutcomeRows.Worked with { BenchmarkReturnBps = double.NaN }, "no-benchmark"),
        ];
        Assert.All(cases, c =>
        {
            var label = OutcomeLabel.Of(c.Fact, s_rules);
            Assert.Equal((c.Missing, 0, null), (label.Missing, label.Class, label.Outcome));
            Assert.All((double[])
            [
                label.ExecutionQuality, label.CostEfficiency, label.TimingQuality, label.RiskAdjustedReturn,
                label.BenchmarkOutperformanceBps, label.BenchmarkBps, label.SelectionBps, label.Shortfall.TotalBps,
                label.Slippage.Arrival,
            ], number => Assert.Equal(double.NaN, number));
        });
    }

    [Fact]
    public void Scores_keep_to_their_ranges_and_attribution_adds_up() =>
        Prop.ForAll(Gen.Choose(8_000, 12_000).Four().ToArbitrary(), cents =>
        {
            (int d, int p, int e, int b) = cents;
            var label = OutcomeLabel.Of(OutcomeRows.Worked with
            {
                Side = b % 2 == 0 ? Side.Long : Side.Short,
                DecisionMid = d / 100.0,
                FillNotional = 800 * (p / 100.0),
                EndMid = e / 100.0,
                BenchmarkReturnBps = (b - 10_000) / 10.0,
            }, s_rules);
            Assert.InRange(label.ExecutionQuality, 0, 1);
            Assert.InRange(label.CostEfficiency, 0, 1);
            Assert.InRange(label.TimingQuality, 0, 1);
            Assert.Equal(label.BenchmarkOutperformanceBps, label.EarnedBps - label.BenchmarkBps, 1e-6);
        }).Holds();
}
