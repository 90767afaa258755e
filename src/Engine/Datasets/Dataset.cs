using System.Buffers.Binary;
using Tauric.Engine.Columnar;

namespace Tauric.Engine.Datasets;

/// <summary>
/// Everything written is a dataset: a name, a schema, where its rows lie and how they are written.
/// </summary>
/// <param name="Name">Unique in the catalog, e.g. <c>news</c>.</param>
/// <param name="Schema">Columns of a row.</param>
/// <param name="Key">What the parts of a partition key mean, e.g. <c>ticker/month</c>.</param>
/// <param name="Path">
/// Key of the object a row is written to: <c>{n}</c> is part n of the partition key, <c>{column}</c> a column of the
/// row. Rows of one object are contiguous. Example: <c>assembled/{0}/{1}/variation_{variation_id}.json</c>.
/// </param>
/// <param name="Format">Name of the registered <see cref="Contracts.IFormat"/> that turns rows into bytes and
/// back.</param>
public sealed record Dataset(string Name, Schema Schema, string Key, string Path, string Format)
{
    /// <summary>
    /// The timestamp column that says when a row became known, for datasets that are read by time range. Rows are then
    /// sorted by it, and the catalog keeps a hash a row, so that a reader's fingerprint covers exactly the rows it
    /// reads.
    /// </summary>
    public string? KnownAt { get; init; }

    /// <summary>
    /// Its rows look ahead of the day they are about (labels, theses, exports). Only a step that writes an outcome
    /// itself may read one, so no feature can see the future: the plan refuses it.
    /// </summary>
    public bool IsOutcome { get; init; }

    /// <summary>Partitions stay when the pipeline no longer plans them: what was received once is kept.</summary>
    public bool Retained { get; init; }

    /// <summary>
    /// Objects stay when a partition writes others: earlier versions can be read. Their paths hold <c>{sha256}</c>.
    /// </summary>
    public bool IsVersioned { get; init; }

    /// <summary>Columns the catalog also publishes as an SQL table, or null.</summary>
    public PublishedTable? Table { get; init; }

    /// <summary>By name, which is unique: plans compare the datasets of tens of thousands of reads.</summary>
    public bool Equals(Dataset? other) => other is not null && other.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}

/// <param name="Name">Table name, e.g. <c>assembled_sample</c>.</param>
/// <param name="Columns">Columns of the dataset that the table shows, in order.</param>
public sealed record PublishedTable(string Name, params IReadOnlyList<string> Columns);

/// <summary>A hash that identifies content or a computation: SHA-256, as big-endian words.</summary>
/// <remarks>
/// Not two <see cref="UInt128"/>: what touches one cannot be compiled ahead of time, and most of the engine does.
/// </remarks>
public readonly record struct Hash256(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    public static Hash256 From(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    public static Hash256 Of(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(content, digest);
        return From(digest);
    }

    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, First);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], Second);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], Third);
        BinaryPrimitives.WriteUInt64BigEndian(target[24..], Fourth);
    }

    /// <summary>Lower-case hexadecimal, as <c>sha256sum</c> prints it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[32];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
