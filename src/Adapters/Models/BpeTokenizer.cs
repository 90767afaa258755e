using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Models;

/// <summary>
/// Byte-level BPE over the o200k_base vocabulary (GPT-4o and later). Text that spells a special token is just text.
/// Counting is linear in ordinary text and n log n in one endless word. Safe from many threads.
/// </summary>
/// <remarks>
/// Its pattern joins slashes to the line end after a symbol (<c>"!\n/"</c> is one piece), so the additivity that the
/// contract promises needs the second text to start with neither white space nor <c>/</c>.
/// </remarks>
public sealed class BpeTokenizer : ITokenizer
{
    private const int CachedCharsMax = 32;
    private const int CacheSlots = 1 << 16;

    // Read beside what else is set up: it takes longest, and who only reuses what is there never counts.
    private readonly Task<Vocabulary> _vocabulary;

    // Direct-mapped and immutable entries: readers need no lock, a lost write only costs a recount.
    private readonly CountedPiece?[] _cache = new CountedPiece?[CacheSlots];

    /// <param name="ranksPath">File <c>dist/ranks/o200k_base.js</c> of the npm package js-tiktoken.</param>
    /// <exception cref="ResourceException">
    /// The file is missing; when it is not a rank file, whoever counts first is told.
    /// </exception>
    public BpeTokenizer(string ranksPath)
    {
        byte[] file = OrRefused(ranksPath, () => File.ReadAllBytes(ranksPath));
        Identity = "o200k_base/" + Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 8));
        _vocabulary = Task.Run(() => OrRefused(ranksPath, () => Vocabulary.Parse(file)));
    }

    public string Identity { get; }

    public int Count(ReadOnlySpan<char> text)
    {
        int count = 0;
        while (!text.IsEmpty)
        {
            int length = O200kPieces.First(text);
            count += CountPiece(text[..length]);
            text = text[length..];
        }

        return count;
    }

    /// <summary>The token ids of a text.</summary>
    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text)
    {
        var tokens = new List<int>();
        while (!text.IsEmpty)
        {
            int length = O200kPieces.First(text);
            EncodePiece(text[..length], tokens);
            text = text[length..];
        }

        return tokens;
    }

    private static T OrRefused<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ResourceException(
                $"Cannot read the token vocabulary '{path}': {e.Message} Restore the native packages.", e);
        }
    }

    private int CountPiece(ReadOnlySpan<char> piece)
    {
        if (piece.Length > CachedCharsMax) return EncodePiece(piece, null);
        ref CountedPiece? slot = ref _cache[SlotOf(piece)];
        if (Volatile.Read(ref slot) is { } known && piece.SequenceEqual(known.Text)) return known.Tokens;
        int count = EncodePiece(piece, null);
        Volatile.Write(ref slot, new CountedPiece(piece.ToString(), count));
        return count;
    }

    private int EncodePiece(ReadOnlySpan<char> piece, List<int>? tokens)
    {
        Vocabulary vocabulary = _vocabulary.GetAwaiter().GetResult();
        byte[] rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(piece.Length));
        ReadOnlySpan<byte> bytes = rented.AsSpan(0, Encoding.UTF8.GetBytes(piece, rented));
        int rank = bytes.Length <= vocabulary.TokenBytesMax ? vocabulary.RankOf(bytes) : -1;
        int count = rank < 0 ? BytePairs.Encode(vocabulary, bytes, tokens) : 1;
        if (rank >= 0) tokens?.Add(rank);
        ArrayPool<byte>.Shared.Return(rented);
        return count;
    }

    private static uint SlotOf(ReadOnlySpan<char> piece)
    {
        uint hash = (uint)piece.Length;
        foreach (char c in piece) hash = (hash ^ c) * 0x9E3779B1;
        return hash >> 16;
    }

    private sealed record CountedPiece(string Text, int Tokens);
}
