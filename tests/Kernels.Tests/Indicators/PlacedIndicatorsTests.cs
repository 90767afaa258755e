using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;
using Tauric.Kernels.Indicators;
using Tauric.Kernels.Tests.Devices;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class PlacedIndicatorsTests
{
    [Fact]
    public void A_device_without_memory_is_given_up_and_the_processor_goes_on()
    {
        BarSeries walk = BarSeries.RandomWalk(seed: 2, 300);
        using var planner = new DevicePlanner(() => new DeviceAnswer(new PaperCard()), isForced: true);
        var indicators = new PlacedIndicators(planner);
        Assert.Equal(IndicatorSets.Corpus.Compute(walk.Bars), indicators.Compute(IndicatorSets.Corpus, walk.Bars));
        Assert.Equal("no memory on paper", planner.Place(default).Why);
    }

    [Fact]
    public void No_bars_ask_for_no_device()
    {
        using var planner = new DevicePlanner(() => throw new InvalidOperationException("opened"), isForced: true);
        double[][] columns = new PlacedIndicators(planner)
            .Compute(IndicatorSets.Corpus, BarSeries.RandomWalk(seed: 1, 0).Bars);
        Assert.All(columns, Assert.Empty);
    }
}
