using System.Runtime.InteropServices;

namespace Tauric.Native.Llama;

/// <summary>ggml-backend.h of ggml 0.25: what computes. Backends are libraries of their own, loaded by path.</summary>
internal static unsafe partial class GgmlApi
{
    private const string Registry = "ggml";
    private const string Base = "ggml-base";

    /// <returns>0 when it cannot be loaded on this machine.</returns>
    [LibraryImport(Registry, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ggml_backend_load(string path);

    [LibraryImport(Registry)]
    internal static partial nuint ggml_backend_dev_count();

    [LibraryImport(Registry)]
    internal static partial nint ggml_backend_dev_get(nuint index);

    [LibraryImport(Base)]
    internal static partial byte* ggml_backend_dev_name(nint device);

    /// <returns>0 processor, 1 GPU, 2 GPU in the processor, 3 accelerator.</returns>
    [LibraryImport(Base)]
    internal static partial int ggml_backend_dev_type(nint device);
}
