using System.Runtime.InteropServices;

namespace Tauric.Native.Llama;

/// <summary>
/// llama.h of llama.cpp 0.5.0, chapter by chapter (a file each), under the header's own names. Declarations only:
/// nothing here allocates, retries or throws. Every <c>byte*</c> is UTF-8 ending in NUL unless a length is beside it.
/// Misuse ends the process, not the call: what each function must not be given is said with it.
/// </summary>
/// <remarks>Chapters "library" and "log".</remarks>
internal static unsafe partial class LlamaApi
{
    internal const string Library = "llama";

    /// <returns>Static text, for example <c>0.5.0-dev</c>.</returns>
    [LibraryImport(Library)]
    internal static partial byte* llama_version();

    /// <summary>Once, after the backends are loaded.</summary>
    [LibraryImport(Library)]
    internal static partial void llama_backend_init();

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_supports_gpu_offload();

    /// <param name="log">Level (2 information, 3 warning, 4 error, 5 continues the line before), text, user.</param>
    [LibraryImport(Library)]
    internal static partial void llama_log_set(delegate* unmanaged[Cdecl]<int, byte*, void*, void> log, void* user);
}
