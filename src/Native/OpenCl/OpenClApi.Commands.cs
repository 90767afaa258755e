using System.Runtime.InteropServices;

namespace Tauric.Native.OpenCl;

// Chapters "enqueued commands" and "flush and finish". Events are not used: the queue keeps the order.
internal static unsafe partial class OpenClApi
{
    /// <param name="blocking">1: returns when the host's memory has been read.</param>
    [LibraryImport(Library)]
    internal static partial ClStatus clEnqueueWriteBuffer(
        QueueHandle queue, BufferHandle buffer, uint blocking, nuint offset, nuint bytes, void* from,
        uint waits, nint* wait, nint* done);

    /// <param name="blocking">1: returns when the host's memory has been written.</param>
    [LibraryImport(Library)]
    internal static partial ClStatus clEnqueueReadBuffer(
        QueueHandle queue, BufferHandle buffer, uint blocking, nuint offset, nuint bytes, void* to,
        uint waits, nint* wait, nint* done);

    /// <param name="items">Items in each dimension; a multiple of the group's.</param>
    /// <param name="group">Items a group; null for the driver's choice.</param>
    [LibraryImport(Library)]
    internal static partial ClStatus clEnqueueNDRangeKernel(
        QueueHandle queue, KernelHandle kernel, uint dimensions, nuint* offset, nuint* items, nuint* group,
        uint waits, nint* wait, nint* done);

    /// <summary>Waits for everything in the queue.</summary>
    [LibraryImport(Library)]
    internal static partial ClStatus clFinish(QueueHandle queue);
}
