using Tauric.Engine;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Indicators;

/// <summary>Indicators computed where the planner says, the same bits everywhere.</summary>
public sealed class PlacedIndicators(DevicePlanner planner)
{
    private const double FlopPerValue = 40;

    /// <summary>On the processor.</summary>
    public static PlacedIndicators OnProcessor { get; } = new(DevicePlanner.Processor);

    /// <inheritdoc cref="IndicatorSet.Compute"/>
    public double[][] Compute(IndicatorSet set, in Bars bars)
    {
        if (bars.Length == 0 || planner.Place(JobOf(set, bars.Length)).Path != ComputePath.Device)
            return set.Compute(bars);
        try
        {
            return new DeviceIndicators(planner.Device!).Compute(set, bars);
        }
        catch (ResourceException e)
        {
            planner.GiveUp(e.Message);
            return set.Compute(bars);
        }
    }

    private static DeviceJob JobOf(IndicatorSet set, int rows)
    {
        long down = (long)rows * sizeof(double) * set.Columns.Count(column => DeviceIndicators.Has(column.Indicator));
        long up = (long)rows * sizeof(double) * Enum.GetValues<BarColumn>().Length;
        return new DeviceJob(FlopPerValue * rows * set.Columns.Count, up, down, up + down, InDouble: true);
    }
}
