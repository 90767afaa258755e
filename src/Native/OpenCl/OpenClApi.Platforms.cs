using System.Runtime.InteropServices;

namespace Tauric.Native.OpenCl;

/// <summary>
/// CL/cl.h, chapter by chapter (a file each), under the header's own names: the part of version 1.2 that computing
/// needs. Declarations only: nothing here allocates, retries or throws. Platforms and devices belong to the loader:
/// bare pointers, never released.
/// </summary>
/// <remarks>
/// Chapters "platform" and "device". Without a loader on the machine the first call throws
/// <see cref="DllNotFoundException"/>.
/// </remarks>
internal static unsafe partial class OpenClApi
{
    internal const string Library = "OpenCL";

    /// <param name="platforms">Room for <paramref name="room"/>, or null to ask how many there are.</param>
    /// <returns><see cref="ClStatus.PlatformNotFound"/> when no driver is installed.</returns>
    [LibraryImport(Library)]
    internal static partial ClStatus clGetPlatformIDs(uint room, nint* platforms, out uint count);

    /// <param name="value">Null to ask for the size; text ends in NUL.</param>
    [LibraryImport(Library)]
    internal static partial ClStatus clGetPlatformInfo(
        nint platform, ClPlatformInfo what, nuint room, void* value, out nuint size);

    /// <returns><see cref="ClStatus.DeviceNotFound"/> when the platform has none, or could not set itself up.</returns>
    [LibraryImport(Library)]
    internal static partial ClStatus clGetDeviceIDs(
        nint platform, ClDeviceType type, uint room, nint* devices, out uint count);

    /// <inheritdoc cref="clGetPlatformInfo"/>
    [LibraryImport(Library)]
    internal static partial ClStatus clGetDeviceInfo(
        nint device, ClDeviceInfo what, nuint room, void* value, out nuint size);
}
