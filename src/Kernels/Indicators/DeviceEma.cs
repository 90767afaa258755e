using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Indicators;

[Kernel("ema")]
internal sealed class DeviceEma : DeviceTwin<Ema>
{
    private static readonly KernelSource Source = DeviceSource.Of("SeededMean", "Ema");

    protected override void Launch(Ema ema, DeviceBars bars, DeviceBuffer columns) => bars.Device.Launch(
        bars.Device.Kernel(Source, "ema"), new Grid(bars.Instruments), bars[ema.Of], bars.Starts, bars.Instruments,
        ema.Warmup + 1, 2.0 / (ema.Period + 1), columns);
}
