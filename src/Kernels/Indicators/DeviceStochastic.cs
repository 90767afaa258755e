using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Indicators;

[Kernel("stoch")]
internal sealed class DeviceStochastic : DeviceTwin<Stochastic>
{
    private static readonly KernelSource Source = DeviceSource.Of("WindowTree", "Sma", "Stochastic");

    protected override void Launch(Stochastic stochastic, DeviceBars bars, DeviceBuffer columns)
    {
        IComputeDevice device = bars.Device;
        using DeviceBuffer fast = bars.NewColumns(1), slow = bars.NewColumns(1);
        DeviceKernel sma = device.Kernel(Source, "sma");
        (int slowing, int smoothing) = (stochastic.Slowing, stochastic.Smoothing);
        int warmup = stochastic.Period + slowing - 2;
        device.Launch(device.Kernel(Source, "fast_k"), bars.EveryBar, bars[BarColumn.High], bars[BarColumn.Low],
            bars[BarColumn.Close], bars.Starts, stochastic.Period, fast);
        device.Launch(sma, bars.EveryBar, fast, bars.Starts, slowing, warmup, slow);
        device.Launch(device.Kernel(Source, "stochastic"), bars.EveryBar, slow, bars.Starts, bars.Rows, smoothing,
            stochastic.Warmup, columns);
    }
}
