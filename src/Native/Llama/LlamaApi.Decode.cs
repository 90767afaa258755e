using System.Runtime.InteropServices;

namespace Tauric.Native.Llama;

// Chapter "decoding".
internal static unsafe partial class LlamaApi
{
    /// <remarks>
    /// Ends the process for more rows than the context's batch, and writes where it must not for a sequence number the
    /// context does not have.
    /// </remarks>
    [LibraryImport(Library)]
    internal static partial DecodeStatus llama_decode(ContextHandle context, LlamaBatch batch);

    /// <returns>As many floats as the vocabulary, until the next decode; null for a row without output.</returns>
    [LibraryImport(Library)]
    internal static partial float* llama_get_logits_ith(ContextHandle context, int row);

    /// <returns><c>llama_model_n_embd_out</c> floats until the next decode; null without pooling.</returns>
    [LibraryImport(Library)]
    internal static partial float* llama_get_embeddings_seq(ContextHandle context, int sequence);
}
