using System.Runtime.InteropServices;

namespace Tauric.Native.OpenCl;

// Chapter "memory object". Released while a queued command uses it, a buffer lives until that command is done.
internal static unsafe partial class OpenClApi
{
    /// <param name="host">Null: the driver allocates.</param>
    [LibraryImport(Library)]
    internal static partial BufferHandle clCreateBuffer(
        ContextHandle context, ClMemFlags flags, nuint bytes, void* host, out ClStatus status);

    [LibraryImport(Library)]
    internal static partial ClStatus clReleaseMemObject(nint memory);
}
