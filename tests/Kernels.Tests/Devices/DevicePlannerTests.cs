using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Tests.Devices;

public sealed class DevicePlannerTests
{
    // The nearest ten of 200,000 rows of 384: hours of work, megabytes to move.
    private static readonly DeviceJob Large = new(3e13, 300_000_000, 16_000_000, 600_000_000);

    // 16 columns of 10 million bars and back: the transfer alone takes longer than the processor.
    private static readonly DeviceJob Moving = new(6.4e9, 400_000_000, 1_280_000_000, 1_680_000_000, InDouble: true);

    private static readonly DeviceJob Small = new(100_000, 4_000, 4_000, 8_000);

    [Fact]
    public void A_card_gets_what_it_does_sooner_and_nothing_else()
    {
        using DevicePlanner planner = Planner(new PaperCard());
        Assert.Equal(ComputePath.Device, planner.Place(Large).Path);
        Assert.NotEqual(ComputePath.Device, planner.Place(Moving).Path);
        Assert.NotEqual(ComputePath.Device, planner.Place(Small).Path);
    }

    [Fact]
    public void The_processor_by_another_name_gets_nothing_unless_it_is_forced()
    {
        using DevicePlanner planner = Planner(new PaperCard(isGpu: false));
        Assert.NotEqual(ComputePath.Device, planner.Place(Large).Path);
        using DevicePlanner forced = Planner(new PaperCard(isGpu: false), isForced: true);
        Assert.All((DeviceJob[])[Large, Moving, Small], job =>
            Assert.Equal(ComputePath.Device, forced.Place(job).Path));
    }

    [Fact]
    public void What_does_not_fit_stays_here_also_when_forced()
    {
        using DevicePlanner forced = Planner(new PaperCard(memoryBytes: 1 << 20), isForced: true);
        Placement placement = forced.Place(Large);
        Assert.NotEqual(ComputePath.Device, placement.Path);
        Assert.Contains("600000000 are needed", placement.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_device_everything_runs_here_and_says_why()
    {
        using var planner = new DevicePlanner(() => new DeviceAnswer(null, "no driver"), isForced: true);
        Placement placement = planner.Place(Large);
        Assert.NotEqual(ComputePath.Device, placement.Path);
        Assert.Equal("no driver", placement.Why);
    }

    [Fact]
    public void A_device_that_was_given_up_gets_nothing_more()
    {
        using DevicePlanner planner = Planner(new PaperCard(), isForced: true);
        planner.GiveUp("it ran out of memory");
        Assert.Equal("it ran out of memory", planner.Place(Large).Why);
    }

    [Fact]
    public void A_few_operations_are_not_worth_a_vector()
    {
        Assert.Equal(ComputePath.Scalar, DevicePlanner.Processor.Place(new DeviceJob(10, 0, 0, 0)).Path);
        Assert.NotEqual(ComputePath.Device, DevicePlanner.Processor.Place(Large).Path);
    }

    [Fact]
    public void Small_work_opens_no_device_and_an_opened_one_is_closed_with_the_planner()
    {
        var card = new PaperCard();
        int opened = 0;
        var planner = new DevicePlanner(() =>
        {
            opened++;
            return new DeviceAnswer(card);
        });
        planner.Place(Small);
        Assert.Equal(0, opened);
        planner.Place(Large);
        planner.Place(Large);
        Assert.Equal(1, opened);
        planner.Dispose();
        Assert.True(card.IsDisposed);
    }

    private static DevicePlanner Planner(PaperCard card, bool isForced = false) =>
        new(() => new DeviceAnswer(card), isForced);
}
