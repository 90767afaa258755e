using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Indicators;

[Kernel("rsi")]
internal sealed class DeviceRsi : DeviceTwin<Rsi>
{
    private static readonly KernelSource Source = DeviceSource.Of("SeededMean", "Rsi");

    protected override void Launch(Rsi rsi, DeviceBars bars, DeviceBuffer columns) => bars.Device.Launch(
        bars.Device.Kernel(Source, "rsi"), new Grid(bars.Instruments), bars[BarColumn.Close], bars.Starts,
        bars.Instruments, rsi.Period, 1.0 / rsi.Period, columns);
}
