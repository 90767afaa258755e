using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;

namespace Tauric.Adapters.Models;

/// <summary>Token byte sequences and their ranks: an open-addressed table over one block of bytes. Immutable.</summary>
internal sealed class Vocabulary
{
    private const ulong Mixer = 0x9E3779B97F4A7C15;

    private readonly byte[] _bytes;
    private readonly int[] _starts;   // Of token r in _bytes; one more than there are tokens.
    private readonly int[] _slots;    // Rank + 1; 0 is free.

    private Vocabulary(byte[] bytes, int[] starts)
    {
        _bytes = bytes;
        _starts = starts;
        _slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)starts.Length * 2)];
        for (int rank = 0; rank < starts.Length - 1; rank++)
        {
            TokenBytesMax = Math.Max(TokenBytesMax, starts[rank + 1] - starts[rank]);
            int slot = Home(bytes.AsSpan(starts[rank]..starts[rank + 1]));
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = rank + 1;
        }
    }

    public int TokenBytesMax { get; }

    /// <summary>Rank of exactly these bytes, or −1.</summary>
    public int RankOf(ReadOnlySpan<byte> token)
    {
        for (int slot = Home(token); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            int rank = _slots[slot] - 1;
            if (_bytes.AsSpan(_starts[rank].._starts[rank + 1]).SequenceEqual(token)) return rank;
        }

        return -1;
    }

    /// <summary>Reads a rank file of the npm package js-tiktoken: lines <c>! first-rank base64 base64 …</c> in a
    /// string.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Vocabulary Parse(ReadOnlySpan<byte> file)
    {
        int start = file.IndexOf("\"bpe_ranks\":\""u8);
        if (start < 0) throw new FormatException("It holds no bpe_ranks.");
        ReadOnlySpan<byte> text = file[(start + "\"bpe_ranks\":\""u8.Length)..];
        int end = text.IndexOf((byte)'"');
        if (end < 0) throw new FormatException("Its bpe_ranks do not end.");

        byte[] bytes = new byte[end];   // Base64 is longer than what it stands for.
        var starts = new List<int>(200_000) { 0 };
        bool wantsRank = false;
        foreach (Range range in System.MemoryExtensions.Split(text[..end], (byte)' '))
        {
            ReadOnlySpan<byte> word = text[..end][range];
            bool isNext = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int rank)
                && rank == starts.Count - 1;
            if (wantsRank && !isNext) throw new FormatException($"Ranks are not consecutive at {starts.Count - 1}.");
            bool isMark = word.EndsWith("!"u8);
            if (!wantsRank && !isMark) starts.Add(starts[^1] + Decode(word, bytes.AsSpan(starts[^1])));
            wantsRank = isMark;
        }

        int singles = starts.Zip(starts.Skip(1)).Count(token => token.Second - token.First == 1);
        return singles == 256
            ? new Vocabulary(bytes[..starts[^1]], [.. starts])
            : throw new FormatException("Some single bytes have no rank.");
    }

    private static int Decode(ReadOnlySpan<byte> base64, Span<byte> token)
    {
        bool whole = Base64.DecodeFromUtf8(base64, token, out _, out int length) == OperationStatus.Done;
        return whole && length > 0 ? length : throw new FormatException("A token is not base64.");
    }

    private int Home(ReadOnlySpan<byte> token)
    {
        ulong hash = (ulong)token.Length;
        for (; token.Length >= 8; token = token[8..])
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(token));
        ulong tail = 0;
        for (int i = 0; i < token.Length; i++) tail |= (ulong)token[i] << (8 * i);
        return (int)(Fold(hash ^ tail) >> 20) & (_slots.Length - 1);

        static ulong Fold(ulong x) => (x * Mixer) ^ ((x * Mixer) >> 29);
    }
}
