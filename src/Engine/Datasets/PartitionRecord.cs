using System.Buffers.Binary;
using System.Text;

namespace Tauric.Engine.Datasets;

/// <summary>
/// What the catalog keeps of a committed partition. Together these are the whole state of the engine: a partition is
/// reused when its fingerprint is the one a plan computes and its objects are as recorded.
/// </summary>
public sealed record PartitionRecord
{
    public required string Dataset { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of (step, version, parameters, the rows it read).</summary>
    public required Hash256 Fingerprint { get; init; }

    /// <summary>SHA-256 of what was written: names and hashes of the objects. Rejects do not count.</summary>
    public required Hash256 Content { get; init; }

    /// <summary>Step name, version and parameters, readable: says why a fingerprint moved.</summary>
    public required string Producer { get; init; }

    public required string RunId { get; init; }

    public required long Rows { get; init; }

    /// <summary>
    /// In the order of their rows, so that reading them back gives the rows; the reject file, if any, last.
    /// </summary>
    public required IReadOnlyList<ObjectRecord> Objects { get; init; }

    /// <summary>For datasets read by time range.</summary>
    public RowIndex? Index { get; init; }

    public IReadOnlyList<RejectCount> Rejects { get; init; } = [];

    /// <summary>Set by a run that finds an object gone or changed; never stored.</summary>
    public bool IsDamaged { get; init; }

    public long Bytes => Objects.Sum(o => o.Bytes);

    public long Rejected => Rejects.Sum(r => r.Rows);

    /// <summary>Hash of the objects that carry rows.</summary>
    public static Hash256 ContentOf(IEnumerable<ObjectRecord> objects)
    {
        var fold = new Fold();
        foreach (ObjectRecord o in objects)
            if (!o.IsReject) fold.Add(o.Key).Add(o.Bytes).Add(o.Sha256);
        return fold.Finish();
    }
}

/// <param name="Key">Where it lies in the store.</param>
/// <param name="Sha256">Of its bytes: what <c>sha256sum</c> prints.</param>
/// <param name="Tag">The store's mark of this version of the object; 0 when it must be recomputed.</param>
public sealed record ObjectRecord(string Key, long Bytes, Hash256 Sha256, UInt128 Tag = default)
{
    public bool IsReject => Key.StartsWith(RejectPrefix, StringComparison.Ordinal);

    /// <summary>Refused rows lie below this prefix.</summary>
    public const string RejectPrefix = "rejected/";

    private const int FixedBytes = 2 + 8 + 32 + 16;

    /// <summary>
    /// A compact form for the catalog: per object length of the key (2 bytes), key, bytes (8), SHA-256 (32), tag (16).
    /// </summary>
    public static byte[] Encode(IReadOnlyList<ObjectRecord> objects)
    {
        byte[] encoded = new byte[objects.Sum(o => FixedBytes + Encoding.UTF8.GetByteCount(o.Key))];
        Span<byte> rest = encoded;
        foreach (ObjectRecord o in objects)
        {
            int length = Encoding.UTF8.GetBytes(o.Key, rest[2..]);
            BinaryPrimitives.WriteUInt16LittleEndian(rest, checked((ushort)length));
            rest = rest[(2 + length)..];
            BinaryPrimitives.WriteInt64LittleEndian(rest, o.Bytes);
            o.Sha256.CopyTo(rest[8..]);
            BinaryPrimitives.WriteUInt128LittleEndian(rest[40..], o.Tag);
            rest = rest[(FixedBytes - 2)..];
        }

        return encoded;
    }

    public static IReadOnlyList<ObjectRecord> Decode(ReadOnlySpan<byte> bytes)
    {
        var objects = new List<ObjectRecord>(1 + (bytes.Length / 128));
        while (!bytes.IsEmpty)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            string key = Encoding.UTF8.GetString(bytes.Slice(2, length));
            bytes = bytes[(2 + length)..];
            objects.Add(new ObjectRecord(key, BinaryPrimitives.ReadInt64LittleEndian(bytes), Hash256.From(bytes[8..40]),
                BinaryPrimitives.ReadUInt128LittleEndian(bytes[40..])));
            bytes = bytes[(FixedBytes - 2)..];
        }

        return objects;
    }
}

/// <summary>One input of a committed partition: which rows it read (see <see cref="Read"/>), and their hash.</summary>
public sealed record InputRecord(string Dataset, string Key, long After, long Until, Hash256 Rows);

public sealed record RejectCount(string Reason, long Rows);
