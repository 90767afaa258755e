using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tauric.Engine.Datasets;

/// <summary>SHA-256 over a sequence of values, each with its length or width, so that no two sequences run together.</summary>
public sealed class Fold
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public Fold Add(string text)
    {
        Span<byte> scratch = stackalloc byte[512];
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = most <= scratch.Length ? scratch : new byte[most];
        return Add(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    public Fold Add(ReadOnlySpan<byte> bytes)
    {
        Add((long)bytes.Length);
        _hash.AppendData(bytes);
        return this;
    }

    public Fold Add(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _hash.AppendData(bytes);
        return this;
    }

    public Fold Add(Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[32];
        hash.CopyTo(bytes);
        _hash.AppendData(bytes);
        return this;
    }

    /// <summary>The hash; this fold is spent.</summary>
    public Hash256 Finish()
    {
        Span<byte> digest = stackalloc byte[32];
        _hash.GetHashAndReset(digest);
        _hash.Dispose();
        return Hash256.From(digest);
    }
}
