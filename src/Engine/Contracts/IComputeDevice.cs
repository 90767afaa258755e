namespace Tauric.Engine.Contracts;

/// <summary>
/// A device that runs kernels: memory of its own, commands in the order they are given. Safe from many threads; a
/// kernel's results are those of its definition on the processor, to the bit.
/// </summary>
public interface IComputeDevice : IDisposable
{
    DeviceTraits Traits { get; }

    /// <summary>Memory on the device, its content undefined. The caller disposes it.</summary>
    /// <exception cref="ResourceException">The device has not that much.</exception>
    DeviceBuffer Allocate(long bytes);

    /// <summary>Copies to the start of a buffer.</summary>
    void Upload<T>(ReadOnlySpan<T> from, DeviceBuffer to)
        where T : unmanaged;

    /// <summary>Copies from the start of a buffer, after all that was launched before.</summary>
    void Download<T>(DeviceBuffer from, Span<T> to)
        where T : unmanaged;

    /// <summary>An entry of a source, built the first time it is asked for. The device keeps and releases it.</summary>
    /// <exception cref="BugException">The source does not build; the message holds the log.</exception>
    DeviceKernel Kernel(KernelSource source, string entry);

    /// <summary>Puts a kernel into the queue; arguments in the order of its parameters.</summary>
    void Launch(DeviceKernel kernel, Grid grid, params ReadOnlySpan<DeviceArgument> arguments);

    /// <summary>Waits until everything launched is done.</summary>
    void Finish();
}

/// <param name="Driver">Name and version of what drives it: other drivers, other binaries.</param>
/// <param name="IsGpu">A processor of its own. What drives the host's processor gains nothing over SIMD.</param>
/// <param name="HasFp64">Computes in double.</param>
/// <param name="MemoryBytes">Of the device.</param>
/// <param name="BufferBytesMax">Of one allocation.</param>
/// <param name="IsUnified">The memory is the host's: copies cost no transfer.</param>
/// <param name="GroupItemsMax">Most items in a group; 256 at least.</param>
public sealed record DeviceTraits(string Name, string Driver, bool IsGpu, bool HasFp64, long MemoryBytes,
    long BufferBytesMax, bool IsUnified, int GroupItemsMax);

/// <summary>A device, or why there is none: absence is an answer, not an error.</summary>
/// <param name="Reason">Empty when there is a device.</param>
public sealed record DeviceAnswer(IComputeDevice? Device, string Reason = "");

/// <summary>Memory of a device.</summary>
public abstract class DeviceBuffer(long bytes) : IDisposable
{
    public long Bytes { get; } = bytes;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>A compiled entry of a <see cref="KernelSource"/>; belongs to its device.</summary>
public abstract class DeviceKernel;

/// <summary>Text in the kernel language of OpenCL C 1.2, with as many entries as it likes.</summary>
/// <param name="Name">For messages.</param>
public sealed record KernelSource(string Name, string Text);

/// <summary>How many items run, in one or two dimensions, and how many of them make a group.</summary>
/// <remarks>
/// Items are rounded up to whole groups, so a kernel asks whether its item is wanted. Groups of one size for every
/// number of items: some drivers compile a kernel anew for each size.
/// </remarks>
public readonly record struct Grid(long X, long Y = 1, int GroupX = 64, int GroupY = 1);

/// <summary>An argument of a kernel: a buffer, a number, or local memory for each group.</summary>
public readonly struct DeviceArgument
{
    private DeviceArgument(DeviceBuffer? buffer, long bits, int bytes) => (Buffer, Bits, Bytes) = (buffer, bits, bytes);

    /// <summary>Null for numbers and local memory.</summary>
    public DeviceBuffer? Buffer { get; }

    /// <summary>The number, little end first.</summary>
    public long Bits { get; }

    /// <summary>Size of the number: 4 or 8. Of local memory: below 0.</summary>
    public int Bytes { get; }

    public static implicit operator DeviceArgument(DeviceBuffer buffer) => new(buffer, 0, 0);

    public static implicit operator DeviceArgument(int value) => new(null, value, sizeof(int));

    public static implicit operator DeviceArgument(float value) =>
        new(null, BitConverter.SingleToInt32Bits(value), sizeof(float));

    public static implicit operator DeviceArgument(double value) =>
        new(null, BitConverter.DoubleToInt64Bits(value), sizeof(double));

    public static DeviceArgument Local(int bytes) => new(null, 0, -bytes);
}
