using Tauric.Kernels.Labels;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Pipelines.Tests.Decisions.Outcomes;

public sealed class SlippageTests
{
    [Fact]
    public void A_purchase_above_a_benchmark_slips_and_a_sale_gains()
    {
        OutcomeFact fact = OutcomeRows.Worked with { FilledQuantity = 100, FillNotional = 100 * 101.0 };
        var bought = Slippage.Of(fact);
        Assert.Equal(100, bought.Decision, 1e-9);
        Assert.Equal((101 - 100.1) / 100.1 * 1e4, bought.Arrival, 1e-9);
        Assert.Equal((101 - 100.5) / 100.5 * 1e4, bought.Vwap, 1e-9);
        Assert.Equal((101 - 100.4) / 100.4 * 1e4, bought.Twap, 1e-9);
        Assert.Equal((101 - 102.0) / 102.0 * 1e4, bought.Close, 1e-9);
        Assert.Equal(-bought.Vwap, Slippage.Of(fact with { Side = Side.Short }).Vwap);
    }

    [Fact]
    public void The_mean_is_of_the_benchmarks_that_are_known()
    {
        Assert.Equal(2, new Slippage(1, double.NaN, 3, 100, 100).Mean);
        Assert.Equal(double.NaN, new Slippage(double.NaN, double.NaN, double.NaN, 1, 1).Mean);
    }
}
