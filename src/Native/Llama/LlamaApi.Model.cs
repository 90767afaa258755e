using System.Runtime.InteropServices;

namespace Tauric.Native.Llama;

// Chapter "model".
internal static unsafe partial class LlamaApi
{
    [LibraryImport(Library)]
    internal static partial LlamaModelParams llama_model_default_params();

    /// <returns>Invalid when it cannot be loaded; why is in the log. Some damaged headers end the process.</returns>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ModelHandle llama_model_load_from_file(string path, LlamaModelParams options);

    /// <summary>After all its contexts.</summary>
    [LibraryImport(Library)]
    internal static partial void llama_model_free(nint model);

    /// <returns>The model's own.</returns>
    [LibraryImport(Library)]
    internal static partial nint llama_model_get_vocab(ModelHandle model);

    [LibraryImport(Library)]
    internal static partial int llama_model_n_ctx_train(ModelHandle model);

    /// <summary>Width of what <c>llama_get_embeddings_seq</c> returns.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_model_n_embd_out(ModelHandle model);

    /// <returns>0 when attention sees everything before.</returns>
    [LibraryImport(Library)]
    internal static partial int llama_model_n_swa(ModelHandle model);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_model_has_encoder(ModelHandle model);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_model_is_recurrent(ModelHandle model);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_model_is_hybrid(ModelHandle model);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_model_is_diffusion(ModelHandle model);

    /// <param name="name">Null for the default one.</param>
    /// <returns>The model's own, or null.</returns>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial byte* llama_model_chat_template(ModelHandle model, string? name);
}
