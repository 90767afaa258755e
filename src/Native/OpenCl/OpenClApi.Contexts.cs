using System.Runtime.InteropServices;

namespace Tauric.Native.OpenCl;

// Chapters "context" and "command queue". What is made in a context holds on to it.
internal static unsafe partial class OpenClApi
{
    /// <param name="properties">Name and value pairs ending in 0, or null.</param>
    /// <param name="notify">Called with errors on any thread; 0 for none.</param>
    [LibraryImport(Library)]
    internal static partial ContextHandle clCreateContext(
        nint* properties, uint count, nint* devices, nint notify, nint user, out ClStatus status);

    [LibraryImport(Library)]
    internal static partial ClStatus clReleaseContext(nint context);

    [LibraryImport(Library)]
    internal static partial ClStatus clGetContextInfo(
        ContextHandle context, ClContextInfo what, nuint room, void* value, out nuint size);

    /// <summary>Commands run in the order they were put. Deprecated since 2.0, exported by every loader.</summary>
    [LibraryImport(Library)]
    internal static partial QueueHandle clCreateCommandQueue(
        ContextHandle context, nint device, ulong properties, out ClStatus status);

    [LibraryImport(Library)]
    internal static partial ClStatus clReleaseCommandQueue(nint queue);
}
