using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Contexts;

namespace Tauric.Pipelines.Tests.Decisions.Contexts;

public sealed class RegimesTests
{
    private static readonly Regimes.Bar s_calm = new(0.5, -0.01, 15, 10, 20, 20, 0);

    public static TheoryData<double, double, double, double, double, double, double, MarketRegime> Bars => new()
    {
        { 0.99, -0.15, 15, 10, 20, 20, 0, MarketRegime.Crisis },
        { 0.99, -0.14, 15, 40, 30, 20, 1, MarketRegime.HighVolatility },
        { 0.5, 0, 40, 40, 30, 20, 1, MarketRegime.Crisis },
        { 0.5, 0, 25, 40, 30, 20, 1, MarketRegime.HighVolatility },
        { 0.1, 0, 15, 25, 30, 20, 1, MarketRegime.TrendingUp },
        { 0.1, 0, 15, 25, 20, 30, -1, MarketRegime.TrendingDown },
        { 0.1, 0, 15, 25, 30, 20, -1, MarketRegime.LowVolatility },
        { 0.2, 0, 15, 24.9, 30, 20, 1, MarketRegime.LowVolatility },
        { 0.21, 0, double.NaN, double.NaN, 30, 20, 1, MarketRegime.Sideways },
    };

    [Theory]
    [MemberData(nameof(Bars))]
    public void The_first_rule_that_matches_decides(
        double percentile, double drawdown, double vix, double adx, double plus, double minus, double slope,
        MarketRegime regime) =>
        Assert.Equal(regime, new Regimes().Push(new(percentile, drawdown, vix, adx, plus, minus, slope)).Regime);

    [Fact]
    public void Another_state_is_taken_when_it_held_for_three_bars()
    {
        var regimes = new Regimes();
        Regimes.Bar wild = s_calm with { VolatilityPercentile = 0.9 };
        Regimes.Bar[] bars = [s_calm, wild, wild, s_calm, wild, wild, wild, s_calm];
        MarketRegime calm = MarketRegime.Sideways, high = MarketRegime.HighVolatility;
        Assert.Equal([calm, calm, calm, calm, calm, calm, high, high], bars.Select(b => regimes.Push(b).Regime!.Value));
    }

    [Fact]
    public void Without_a_percentile_nothing_is_said() =>
        Assert.Equal(default, new Regimes().Push(s_calm with { VolatilityPercentile = double.NaN }));
}
