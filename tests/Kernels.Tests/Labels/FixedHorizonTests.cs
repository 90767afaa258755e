using Tauric.Kernels.Labels;

namespace Tauric.Kernels.Tests.Labels;

public sealed class FixedHorizonTests : LabelRuleContract
{
    protected override ILabelRule Typical => new FixedHorizon(5, 0.01);

    protected override int WhenFlat => 2;

    [Fact]
    public void Compares_the_return_with_the_threshold_edges_flat() => Assert.Equal(
        [2, 3, 1, 2, 0, 0], ClassesOf(new FixedHorizon(2, 0.5), Closes(4, 4, 6, 8, 2, 4)));

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedHorizon(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedHorizon(1, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedHorizon(1, double.NaN));
    }
}
