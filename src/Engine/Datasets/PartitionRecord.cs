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
    public required ObjectList Objects { get; init; }

    /// <summary>For datasets read by time range.</summary>
    public RowIndex? Index { get; init; }

    public IReadOnlyList<RejectCount> Rejects { get; init; } = [];

    /// <summary>Set by a run that finds an object gone or changed; never stored.</summary>
    public bool IsDamaged { get; init; }

    public long Bytes => Objects.Bytes;

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

/// <summary>One input of a committed partition: which rows it read (see <see cref="Read"/>), and their hash.</summary>
public sealed record InputRecord(string Dataset, string Key, long After, long Until, Hash256 Rows);

public sealed record RejectCount(string Reason, long Rows);
