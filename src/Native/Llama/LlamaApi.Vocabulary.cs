using System.Runtime.InteropServices;

namespace Tauric.Native.Llama;

// Chapters "vocabulary" and "tokenization". Safe from many threads.
internal static unsafe partial class LlamaApi
{
    [LibraryImport(Library)]
    internal static partial int llama_vocab_n_tokens(nint vocabulary);

    /// <returns>−1 for none.</returns>
    [LibraryImport(Library)]
    internal static partial int llama_vocab_bos(nint vocabulary);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_vocab_get_add_bos(nint vocabulary);

    /// <summary>Whether the token ends an answer.</summary>
    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_vocab_is_eog(nint vocabulary, int token);

    /// <param name="parseSpecial">1: text that spells a control token becomes it.</param>
    /// <returns>How many tokens; negative: how many there is no room for.</returns>
    [LibraryImport(Library)]
    internal static partial int llama_tokenize(
        nint vocabulary, byte* text, int bytes, int* tokens, int tokensMax, byte addSpecial, byte parseSpecial);

    /// <returns>How many bytes; negative: how many there is no room for.</returns>
    [LibraryImport(Library)]
    internal static partial int llama_token_to_piece(
        nint vocabulary, int token, byte* piece, int bytes, int skipSpaces, byte special);
}
