using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Tauric.Engine;

namespace Tauric.Adapters.Models;

/// <summary>Token byte sequences and their ranks: an open-addressed table over one block of bytes. Immutable.</summary>
internal sealed class Vocabulary
{
    private const ulong Mixer = 0x9E3779B97F4A7C15;

    private readonly byte[] _bytes;
    private readonly int[] _starts;   // Of token r in _bytes; one more than there are tokens.
    private readonly int[] _slots;    // Rank + 1; 0 is free.

    private Vocabulary(List<byte[]> tokens)
    {
        _bytes = [.. tokens.SelectMany(t => t)];
        _starts = new int[tokens.Count + 1];
        _slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)tokens.Count * 2)];
        for (int rank = 0; rank < tokens.Count; rank++)
        {
            _starts[rank + 1] = _starts[rank] + tokens[rank].Length;
            TokenBytesMax = Math.Max(TokenBytesMax, tokens[rank].Length);
            int slot = Home(tokens[rank]);
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
    /// <param name="hash">SHA-256 of the file.</param>
    /// <exception cref="ResourceException">The file is missing or is not a rank file.</exception>
    public static Vocabulary Read(string path, out byte[] hash)
    {
        try
        {
            byte[] file = File.ReadAllBytes(path);
            hash = SHA256.HashData(file);
            return new Vocabulary(Parse(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ResourceException(
                $"Cannot read the token vocabulary '{path}': {e.Message} Restore the native packages.", e);
        }
    }

    private static List<byte[]> Parse(ReadOnlySpan<byte> file)
    {
        int start = file.IndexOf("\"bpe_ranks\":\""u8);
        if (start < 0) throw new FormatException("It holds no bpe_ranks.");
        ReadOnlySpan<byte> text = file[(start + "\"bpe_ranks\":\""u8.Length)..];
        int end = text.IndexOf((byte)'"');
        if (end < 0) throw new FormatException("Its bpe_ranks do not end.");

        var tokens = new List<byte[]>(200_000);
        bool wantsRank = false;
        foreach (Range range in System.MemoryExtensions.Split(text[..end], (byte)' '))
        {
            ReadOnlySpan<byte> word = text[..end][range];
            bool isNext = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int rank)
                && rank == tokens.Count;
            if (wantsRank && !isNext) throw new FormatException($"Ranks are not consecutive at {tokens.Count}.");
            bool isMark = word.EndsWith("!"u8);
            if (!wantsRank && !isMark) tokens.Add(Decode(word));
            wantsRank = isMark;
        }

        bool hasEveryByte = tokens.Count(t => t.Length == 1) == 256;
        return hasEveryByte ? tokens : throw new FormatException("Some single bytes have no rank.");
    }

    private static byte[] Decode(ReadOnlySpan<byte> base64)
    {
        byte[] token = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        bool whole = Base64.DecodeFromUtf8(base64, token, out _, out int length) == OperationStatus.Done;
        return whole && length > 0 ? token[..length] : throw new FormatException("A token is not base64.");
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
