using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Indicators;

[Kernel("sma")]
internal sealed class DeviceSma : DeviceTwin<Sma>
{
    private static readonly KernelSource Source = DeviceSource.Of("WindowTree", "Sma");

    protected override void Launch(Sma sma, DeviceBars bars, DeviceBuffer columns) => bars.Device.Launch(
        bars.Device.Kernel(Source, "sma"), bars.EveryBar, bars[sma.Of], bars.Starts, sma.Period, sma.Warmup, columns);
}
