using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Kernels.Tests.Devices;

/// <summary>A graphics card that has traits and no memory: enough to plan for, and to run out of.</summary>
internal sealed class PaperCard(bool isGpu = true, long memoryBytes = 8L << 30) : IComputeDevice
{
    public DeviceTraits Traits { get; } =
        new("paper card", "none", isGpu, true, memoryBytes, memoryBytes, IsUnified: false, 1024);

    public bool IsDisposed { get; private set; }

    public DeviceBuffer Allocate(long bytes) => throw new ResourceException("no memory on paper");

    public void Upload<T>(ReadOnlySpan<T> from, DeviceBuffer to)
        where T : unmanaged => throw new NotSupportedException();

    public void Download<T>(DeviceBuffer from, Span<T> to)
        where T : unmanaged => throw new NotSupportedException();

    public DeviceKernel Kernel(KernelSource source, string entry) => throw new NotSupportedException();

    public void Launch(DeviceKernel kernel, Grid grid, params ReadOnlySpan<DeviceArgument> arguments) =>
        throw new NotSupportedException();

    public void Finish() => throw new NotSupportedException();

    public void Dispose() => IsDisposed = true;
}
