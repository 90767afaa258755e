using Tauric.Engine.Contracts;
using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class DeviceBarsTests(TestDevice device)
{
    private readonly BarSeries _walk = BarSeries.RandomWalk(seed: 1, 50);

    [Fact]
    public void Bars_lie_on_the_device_until_they_are_disposed()
    {
        using var bars = new DeviceBars(device.Required, _walk.Bars, [0, 7, 7]);
        Assert.Equal((50, 3, 43), (bars.Rows, bars.Instruments, bars.LongestRows));
        double[] high = new double[50];
        device.Required.Download(bars[BarColumn.High], high);
        Assert.Equal(_walk.High, high);
    }

    [Theory]
    [InlineData]
    [InlineData(1, 2)]
    [InlineData(0, 3, 2)]
    [InlineData(0, 51)]
    public void Starts_that_do_not_ascend_from_0_within_the_bars_are_refused(params int[] starts)
    {
        IComputeDevice required = device.Required;
        Assert.Throws<ArgumentException>(() => new DeviceBars(required, _walk.Bars, starts));
    }
}
