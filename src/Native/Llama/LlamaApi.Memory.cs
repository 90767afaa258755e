using System.Runtime.InteropServices;

namespace Tauric.Native.Llama;

// Chapter "memory". A sequence number the context does not have ends the process in each of these.
internal static unsafe partial class LlamaApi
{
    /// <returns>The context's own; 0 for a model without one.</returns>
    [LibraryImport(Library)]
    internal static partial nint llama_get_memory(ContextHandle context);

    /// <param name="data">1 to overwrite the numbers as well.</param>
    [LibraryImport(Library)]
    internal static partial void llama_memory_clear(nint memory, byte data);

    /// <param name="end">Negative: to the end.</param>
    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_memory_seq_rm(nint memory, int sequence, int start, int end);

    /// <summary>Where sequences have a memory each, only whole ones may be copied: −1, −1.</summary>
    [LibraryImport(Library)]
    internal static partial void llama_memory_seq_cp(nint memory, int from, int to, int start, int end);

    /// <returns>−1 for an empty sequence.</returns>
    [LibraryImport(Library)]
    internal static partial int llama_memory_seq_pos_max(nint memory, int sequence);
}
