using System.Text;
using System.Text.Unicode;
using Tauric.Native.Llama;

namespace Tauric.Adapters.Models.Llama;

/// <summary>Tokens of a model and the bytes they stand for. Safe from many threads.</summary>
internal sealed unsafe class LlamaVocabulary
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    private readonly byte[] _bytes;
    private readonly int[] _starts;   // Of a token's bytes; one more than there are tokens.
    private readonly bool[] _ends;

    /// <param name="handle">The model's own: this object is used while the model lives.</param>
    public LlamaVocabulary(nint handle)
    {
        Handle = handle;
        Count = LlamaApi.llama_vocab_n_tokens(handle);
        _starts = new int[Count + 1];
        _ends = new bool[Count];
        using var bytes = new MemoryStream();
        Span<byte> piece = stackalloc byte[1024];
        for (int token = 0; token < Count; token++)
        {
            int length;
            fixed (byte* start = piece)
                length = LlamaApi.llama_token_to_piece(handle, token, start, piece.Length, 0, special: 0);
            if (length > 0) bytes.Write(piece[..length]);
            _starts[token + 1] = (int)bytes.Length;
            _ends[token] = LlamaApi.llama_vocab_is_eog(handle, token);
        }

        _bytes = bytes.ToArray();
        FirstToken = LlamaApi.llama_vocab_get_add_bos(handle) ? LlamaApi.llama_vocab_bos(handle) : -1;
    }

    public nint Handle { get; }

    public int Count { get; }

    /// <summary>Starts every prompt; −1 for none.</summary>
    public int FirstToken { get; }

    /// <summary>Empty for control tokens; not always whole UTF-8.</summary>
    public ReadOnlySpan<byte> Piece(int token) => _bytes.AsSpan(_starts[token].._starts[token + 1]);

    /// <summary>The token ends an answer.</summary>
    public bool Ends(int token) => _ends[token];

    /// <summary>The tokens of a text, nothing added before or after.</summary>
    /// <param name="isTrusted">Text that spells a control token becomes it: a template's, never a user's.</param>
    /// <exception cref="EncoderFallbackException">A surrogate stands alone.</exception>
    public int[] Tokenize(string text, bool isTrusted) => Tokenize(s_strict.GetBytes(text), isTrusted);

    /// <summary>The same for bytes; those that are no UTF-8 read as U+FFFD: llama.cpp ends the process.</summary>
    public int[] Tokenize(ReadOnlySpan<byte> utf8, bool isTrusted, bool addSpecial = false)
    {
        if (!Utf8.IsValid(utf8)) utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
        if (utf8.IsEmpty && !addSpecial) return [];
        int[] tokens = new int[utf8.Length + 8];
        int count = Tokenize(utf8, tokens, isTrusted, addSpecial);
        if (count < 0) count = Tokenize(utf8, tokens = new int[-count], isTrusted, addSpecial);
        return tokens[..count];
    }

    private static byte Flag(bool value) => value ? (byte)1 : (byte)0;

    private int Tokenize(ReadOnlySpan<byte> utf8, int[] tokens, bool isTrusted, bool addSpecial)
    {
        fixed (byte* text = utf8)
        fixed (int* room = tokens)
        {
            return LlamaApi.llama_tokenize(
                Handle, text, utf8.Length, room, tokens.Length, Flag(addSpecial), Flag(isTrusted));
        }
    }
}
