using Tauric.Kernels.Indicators;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Tests.Lanes;

public sealed class SeriesPlanTests
{
    [Fact]
    public void The_same_column_described_twice_is_one_column()
    {
        var plan = new SeriesPlan();
        Series once = plan.Close.Mean(20), again = plan.Close.Mean(20);
        int nodes = plan.Nodes.Count;
        Assert.Equal(once, again);
        Assert.NotEqual(once, plan.Close.Mean(21));
        Assert.NotEqual(once, plan.Open.Mean(20));
        Assert.True(plan.Nodes.Count > nodes);
    }

    /// <summary>The bands need the sums of the mean, the slow EMA is that of MACD.</summary>
    [Fact]
    public void Indicators_share_what_they_are_made_of()
    {
        int Nodes(params Indicator[] indicators)
        {
            var plan = new SeriesPlan();
            foreach (Indicator indicator in indicators) indicator.Define(plan);
            return plan.Nodes.Count;
        }

        Assert.Equal(Nodes(new Macd()), Nodes(new Ema(26), new Macd()));
        Assert.True(Nodes(new Sma(20), new Bollinger()) < Nodes(new Sma(20)) + Nodes(new Bollinger()));
    }

    [Fact]
    public void A_column_knows_its_first_row_and_how_far_it_looks_back()
    {
        var plan = new SeriesPlan();
        Series mean = plan.Close.Mean(20).Back(3).Mean(2);
        Assert.Equal(23, plan.Columns[mean.Column].Start);
        Assert.Equal(24, plan.Columns[mean.Column].Memory);
        Series followed = mean.Ema(5);
        Assert.Equal(27, plan.Columns[followed.Column].Start);
        Assert.Null(plan.Columns[followed.Column].Memory);
    }
}
