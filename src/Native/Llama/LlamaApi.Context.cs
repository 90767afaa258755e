using System.Runtime.InteropServices;

namespace Tauric.Native.Llama;

// Chapter "context". One thread at a time.
internal static unsafe partial class LlamaApi
{
    [LibraryImport(Library)]
    internal static partial LlamaContextParams llama_context_default_params();

    /// <returns>Invalid when it cannot be made; why is in the log.</returns>
    [LibraryImport(Library)]
    internal static partial ContextHandle llama_init_from_model(ModelHandle model, LlamaContextParams options);

    [LibraryImport(Library)]
    internal static partial void llama_free(nint context);

    [LibraryImport(Library)]
    internal static partial uint llama_n_ctx_seq(ContextHandle context);

    [LibraryImport(Library)]
    internal static partial Pooling llama_pooling_type(ContextHandle context);
}
