using System.Runtime.CompilerServices;
using Tauric.Engine.Contracts;

namespace Tauric.Kernels.Devices;

/// <summary>A buffer that grows to what was asked of it and stays: a second batch allocates nothing.</summary>
internal sealed class DeviceRoom(IComputeDevice device) : IDisposable
{
    private DeviceBuffer? _buffer;

    /// <summary>At least so many bytes; what was in it is lost when it grows.</summary>
    public DeviceBuffer Of(long bytes)
    {
        if (_buffer is null || _buffer.Bytes < bytes)
        {
            Dispose();
            _buffer = device.Allocate(Math.Max(bytes, sizeof(long)));
        }

        return _buffer;
    }

    public DeviceBuffer With<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        DeviceBuffer buffer = Of((long)values.Length * Unsafe.SizeOf<T>());
        device.Upload(values, buffer);
        return buffer;
    }

    public void Dispose()
    {
        _buffer?.Dispose();
        _buffer = null;
    }
}
