using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class TradeOutcomesTests
{
    private static readonly TickSeries Walk = TickSeries.RandomWalk(seed: 8, rows: 700);

    /// <summary>
    /// Bought at 101 with the mid at 100; ten microseconds on, the mid is 100.5, and moves after that.
    /// </summary>
    [Fact]
    public void The_effective_spread_is_kept_or_lost_to_the_move()
    {
        var ticks = new TickSeries(
            [0, 5, 10, 11], [99, 99, 99.5, 109], [101, 101, 101.5, 111], [1, 1, 1, 1], [1, 1, 1, 1],
            [101, 101, 101, 101], [2, 0, 0, 0]);
        var outcome = TradeOutcomes.Of(ticks.Ticks, horizonMicros: 10)[0];
        Assert.Equal(new TradeOutcome(Sign: 1, RealisedSpread: 1, PriceImpact: 1, KnownAt: 10), outcome);
    }

    [Fact]
    public void Realised_spread_and_impact_make_the_effective_spread()
    {
        TradeOutcomes outcomes = TradeOutcomes.Of(Walk.Ticks, horizonMicros: 20_000);
        double[] effective = Walk.Compute(new EffectiveSpread())[0];
        Assert.Contains(outcomes, outcome => outcome.IsDefined && outcome.Sign != 0);
        Assert.All(outcomes.Zip(effective).Where(pair => pair.First.IsDefined), pair =>
            Assert.Equal(pair.Second, pair.First.RealisedSpread + pair.First.PriceImpact, 1e-12));
    }

    /// <summary>What is known by a time is not changed by what comes later, and nothing else is said.</summary>
    [Fact]
    public void An_outcome_is_defined_from_its_own_horizon_on()
    {
        TradeOutcomes whole = TradeOutcomes.Of(Walk.Ticks, horizonMicros: 20_000);
        foreach (int rows in (int[])[1, 30, 300, 699])
        {
            TradeOutcomes prefix = TradeOutcomes.Of(Walk.Slice(0, rows).Ticks, horizonMicros: 20_000);
            for (int row = 0; row < rows; row++)
            {
                Assert.Equal(prefix[row].KnownAt <= Walk.Micros[rows - 1], prefix[row].IsDefined);
                // At the very time of its horizon more ticks may follow; before it, the mid is settled.
                if (prefix[row].KnownAt < Walk.Micros[rows - 1]) Assert.Equal(whole[row], prefix[row]);
            }
        }
    }

    [Fact]
    public void A_horizon_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TradeOutcomes.Of(Walk.Ticks, horizonMicros: 0));
}
