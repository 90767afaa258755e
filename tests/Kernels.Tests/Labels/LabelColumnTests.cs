using Tauric.Kernels.Labels;

namespace Tauric.Kernels.Tests.Labels;

public sealed class LabelColumnTests
{
    private static readonly Thresholds Bounds = new(Sell: -2, Hold: -1, Buy: 1, StrongBuy: 2);

    [Fact]
    public void Lower_bounds_are_inclusive()
    {
        double[] composites = [-3, -2, -1.5, -1, 0, 1, 2, double.NaN];
        Assert.Equal([1, 2, 2, 3, 3, 4, 5, 0], composites.Select(composite => (int)Bounds.Classify(composite)));
    }

    [Fact]
    public void Without_thresholds_there_is_no_class()
    {
        var none = new Thresholds(double.NaN, double.NaN, double.NaN, double.NaN);
        Assert.Equal(Decision.Undefined, none.Classify(1));
    }

    [Fact]
    public void Shares_are_of_the_labelled_rows()
    {
        Label Of(double composite) => new(Bounds.Classify(composite), composite, 0, Bounds, default);
        var labels = new LabelColumn([Of(0), Of(double.NaN), Of(3), Of(0)]);
        Assert.Equal(3, labels.Labelled);
        Assert.Equal(2.0 / 3, labels.Share(Decision.Hold));
        Assert.Equal(0, new LabelColumn([]).Share(Decision.Hold));
    }

    [Fact]
    public void Spans_that_share_a_row_meet()
    {
        Assert.True(new LabelSpan(1, 3).Meets(new LabelSpan(3, 5)));
        Assert.False(new LabelSpan(1, 3).Meets(new LabelSpan(4, 5)));
    }

    [Fact]
    public void Decisions_have_the_words_of_the_wire() => Assert.Equal(
        ["", "STRONG SELL", "SELL", "HOLD", "BUY", "STRONG BUY"],
        Enum.GetValues<Decision>().Select(decision => decision.Words()));
}
