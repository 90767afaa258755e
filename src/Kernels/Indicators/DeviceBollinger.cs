using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Indicators;

[Kernel("bollinger")]
internal sealed class DeviceBollinger : DeviceTwin<Bollinger>
{
    private static readonly KernelSource Source = DeviceSource.Of("WindowTree", "Bollinger");

    protected override void Launch(Bollinger bands, DeviceBars bars, DeviceBuffer columns) => bars.Device.Launch(
        bars.Device.Kernel(Source, "bollinger"), bars.EveryBar, bars[BarColumn.Close], bars.Starts, bars.Rows,
        bands.Period, bands.Deviations, columns);
}
