using System.Buffers.Binary;
using System.Text;

namespace Tauric.Engine.Datasets;

/// <summary>
/// SHA-256 over a sequence of values, each with its length or width, so that no two sequences run together.
/// </summary>
/// <remarks>Values gather in memory and are hashed at once: a plan folds tens of thousands of short
/// sequences.</remarks>
public sealed class Fold
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    public Fold Add(string text)
    {
        Span<byte> room = Reserve(8 + Encoding.UTF8.GetMaxByteCount(text.Length));
        int length = Encoding.UTF8.GetBytes(text, room[8..]);
        BinaryPrimitives.WriteInt64LittleEndian(room, length);
        _length += 8 + length;
        return this;
    }

    public Fold Add(ReadOnlySpan<byte> bytes)
    {
        Add((long)bytes.Length);
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
        return this;
    }

    public Fold Add(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);
        _length += 8;
        return this;
    }

    public Fold Add(Hash256 hash)
    {
        hash.CopyTo(Reserve(32));
        _length += 32;
        return this;
    }

    /// <summary>The hash; the fold is empty again.</summary>
    public Hash256 Finish()
    {
        var hash = Hash256.Of(_bytes.AsSpan(0, _length));
        _length = 0;
        return hash;
    }

    private Span<byte> Reserve(int bytes)
    {
        if (_length + bytes > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_length + bytes, _bytes.Length * 2));
        return _bytes.AsSpan(_length);
    }
}
