using Tauric.Engine;
using Tauric.Kernels.Patterns;

namespace Tauric.Kernels.Tests.Patterns;

public sealed class SegmentsTests
{
    [Fact]
    public void Three_segments_of_4_bars_3_apart_cover_10() => Assert.Equal(10, new Segments().Window(3));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 5)]
    [InlineData(4, 0)]
    public void Segments_that_do_not_touch_or_measure_nothing_are_refused(int length, int stride) =>
        Assert.Throws<PlanException>(() => new Segments(length, stride));
}
