using System.Buffers.Binary;
using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;
using Tauric.Engine.Contracts;

namespace Tauric.Engine.Datasets;

/// <param name="Key">Where it lies in the store.</param>
/// <param name="Sha256">Of its bytes: what <c>sha256sum</c> prints.</param>
/// <param name="Tag">The store's mark of this version of the object; none when it must be recomputed.</param>
public sealed record ObjectRecord(string Key, long Bytes, Hash256 Sha256, ObjectTag Tag = default)
{
    /// <summary>Refused rows lie below this prefix.</summary>
    public const string RejectPrefix = "rejected/";

    public bool IsReject => Key.StartsWith(RejectPrefix, StringComparison.Ordinal);
}

/// <summary>
/// The objects of a partition as the catalog keeps them, one run of bytes: a run knows hundreds of thousands and looks
/// at most of them once. Immutable; an object is decoded each time it is looked at.
/// </summary>
/// <remarks>
/// Little-endian: count (4), bytes of all objects (8), then for each its key's length (2), key in UTF-8, bytes (8),
/// SHA-256 (32), tag (16).
/// </remarks>
[CollectionBuilder(typeof(ObjectList), nameof(Of))]
public sealed class ObjectList : IEnumerable<ObjectRecord>
{
    private const int HeadBytes = 12;
    private const int FixedBytes = 2 + 8 + 32 + ObjectTag.Bytes;

    private readonly byte[]? _encoded;
    private readonly NamelessFile? _file;   // Where they lie instead.
    private readonly long _at;
    private readonly int _length;

    private ObjectList(byte[] encoded)
    {
        _encoded = encoded;
        _length = encoded.Length;
        Count = BinaryPrimitives.ReadInt32LittleEndian(encoded);
        Bytes = BinaryPrimitives.ReadInt64LittleEndian(encoded.AsSpan(4));
    }

    private ObjectList(ObjectList list, NamelessFile file, long at)
    {
        (_file, _at, _length) = (file, at, list._length);
        (Count, Bytes) = (list.Count, list.Bytes);
    }

    public int Count { get; }

    /// <summary>Of all objects together.</summary>
    public long Bytes { get; }

    public ReadOnlySpan<byte> Encoded => Load();

    /// <summary>Bytes of it in memory.</summary>
    public int HeldBytes => _encoded?.Length ?? 0;

    /// <summary>The objects as they lie there: for looks at all of them.</summary>
    public EncodedObjects InPlace => new(Load().AsSpan(HeadBytes));

    public static ObjectList Decode(ReadOnlySpan<byte> encoded) => new(encoded.ToArray());

    public static ObjectList Of(ReadOnlySpan<ObjectRecord> objects)
    {
        int length = HeadBytes;
        foreach (ObjectRecord o in objects) length += FixedBytes + Encoding.UTF8.GetByteCount(o.Key);
        byte[] encoded = new byte[length];
        Span<byte> rest = encoded.AsSpan(HeadBytes);
        long bytes = 0;
        foreach (ObjectRecord o in objects)
        {
            bytes += o.Bytes;
            int key = Encoding.UTF8.GetBytes(o.Key, rest[2..]);
            BinaryPrimitives.WriteUInt16LittleEndian(rest, checked((ushort)key));
            rest = rest[(2 + key)..];
            BinaryPrimitives.WriteInt64LittleEndian(rest, o.Bytes);
            o.Sha256.CopyTo(rest[8..]);
            o.Tag.CopyTo(rest[40..]);
            rest = rest[(FixedBytes - 2)..];
        }

        BinaryPrimitives.WriteInt32LittleEndian(encoded, objects.Length);
        BinaryPrimitives.WriteInt64LittleEndian(encoded.AsSpan(4), bytes);
        return new ObjectList(encoded);
    }

    /// <summary>The same objects, which lie in a file and are read from it each time they are looked at.</summary>
    /// <param name="end">Where the file ends; moved behind them.</param>
    public ObjectList MovedTo(NamelessFile file, ref long end)
    {
        file.Write(Encoded, end);
        var moved = new ObjectList(this, file, end);
        end += _length;
        return moved;
    }

    public IEnumerator<ObjectRecord> GetEnumerator()
    {
        byte[] encoded = Load();
        for (int at = HeadBytes; at < encoded.Length;)
        {
            var next = EncodedObject.At(encoded.AsSpan(at));
            at += next.Length;
            yield return next.Decode();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private byte[] Load() => _encoded ?? _file!.Read(_at, _length);
}

/// <summary>The objects of a list, one after the other.</summary>
public ref struct EncodedObjects(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public EncodedObject Current { get; private set; }

    public readonly EncodedObjects GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        Current = EncodedObject.At(_rest);
        _rest = _rest[Current.Length..];
        return true;
    }
}

/// <summary>An object where it lies in its list.</summary>
public readonly ref struct EncodedObject
{
    private const int HashedBytes = 8 + 32;

    private readonly ReadOnlySpan<byte> _bytes;   // Without the length of the key.
    private readonly int _key;

    private EncodedObject(ReadOnlySpan<byte> bytes, int key)
    {
        _bytes = bytes;
        _key = key;
    }

    /// <summary>UTF-8.</summary>
    public ReadOnlySpan<byte> Key => _bytes[.._key];

    public long Bytes => BinaryPrimitives.ReadInt64LittleEndian(_bytes[_key..]);

    public ObjectTag Tag => ObjectTag.From(_bytes[(_key + HashedBytes)..]);

    /// <summary>Key, bytes and SHA-256: what it is, wherever it lies.</summary>
    public ReadOnlySpan<byte> Identity => _bytes[..(_key + HashedBytes)];

    internal int Length => 2 + _bytes.Length;

    public ObjectRecord Decode() => new(Encoding.UTF8.GetString(Key), Bytes,
        Hash256.From(_bytes.Slice(_key + 8, 32)), Tag);

    internal static EncodedObject At(ReadOnlySpan<byte> bytes)
    {
        int key = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        return new EncodedObject(bytes.Slice(2, key + HashedBytes + ObjectTag.Bytes), key);
    }
}
