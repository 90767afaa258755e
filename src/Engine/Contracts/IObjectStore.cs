using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Contracts;

/// <summary>What a store knows of an object without reading it.</summary>
/// <param name="Bytes">Length.</param>
/// <param name="Tag">
/// Changes whenever the object is rewritten with other bytes: modification time and file number on disk, a hash of the
/// ETag in S3. Never none.
/// </param>
public readonly record struct ObjectStat(long Bytes, ObjectTag Tag);

/// <summary>A store's mark of one version of an object; the default is none.</summary>
public readonly record struct ObjectTag(ulong High, ulong Low)
{
    public const int Bytes = 16;

    public bool IsNone => this == default;

    /// <summary>Little-endian.</summary>
    public static ObjectTag From(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes));

    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, Low);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], High);
    }

    /// <summary>A hexadecimal number.</summary>
    public override string ToString() => new UInt128(High, Low).ToString("x", CultureInfo.InvariantCulture);
}

/// <summary>
/// Objects under keys with <c>/</c>, the same keys on disk and in S3. An object is there whole or not at all, and
/// once <see cref="Publish"/> returns it survives a crash.
/// </summary>
public interface IObjectStore
{
    /// <summary>Writes bytes aside; nobody sees them until <see cref="Publish"/>. Safe from many threads.</summary>
    IStagedObject Stage(string key, ReadOnlySpan<byte> bytes);

    /// <summary>Makes the staged objects durable and visible under their keys; returns their stats in order.</summary>
    IReadOnlyList<ObjectStat> Publish(IReadOnlyList<IStagedObject> staged);

    /// <exception cref="ResourceException">The object is missing or cannot be read.</exception>
    /// <exception cref="DataException">The store knows that its bytes are not those that were put.</exception>
    byte[] Load(string key);

    /// <summary>Some bytes of an object; the others need not be read.</summary>
    /// <exception cref="ResourceException">The object is missing, shorter, or cannot be read.</exception>
    byte[] Load(string key, long offset, int length)
    {
        byte[] whole = Load(key);
        return offset >= 0 && length >= 0 && offset <= whole.Length - length
            ? whole.AsSpan((int)offset, length).ToArray()
            : throw new ResourceException($"Cannot read '{key}': it has {whole.Length} bytes, not {offset + length}.");
    }

    /// <summary>Null when there is no such object.</summary>
    ObjectStat? Stat(string key);

    /// <inheritdoc cref="Stat(string)"/>
    /// <param name="key">As a record holds it, UTF-8: a run looks at every object there is.</param>
    ObjectStat? Stat(ReadOnlySpan<byte> key) => Stat(Encoding.UTF8.GetString(key));

    /// <summary>Stats of every object; null where asking one by one is as quick.</summary>
    IReadOnlyDictionary<string, ObjectStat>? StatAll() => null;

    /// <summary>SHA-256 of the bytes of an object, as the store knows it or from reading them.</summary>
    /// <exception cref="ResourceException">The object is missing or cannot be read.</exception>
    Hash256 HashOf(string key) => Hash256.Of(Load(key));

    /// <summary>Keys below a prefix, ordinal order.</summary>
    IEnumerable<string> List(string prefix);

    void Delete(string key);
}

/// <summary>Bytes written aside. Disposing it without publishing discards them.</summary>
public interface IStagedObject : IDisposable
{
    string Key { get; }
}
