using System.Text.Json;
using System.Text.Json.Serialization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>
/// A version of some datasets is the set of their partitions' content hashes: two with one <see cref="Id"/> hold the
/// same bytes.
/// </summary>
public sealed class TrainingVersion
{
    private readonly SortedDictionary<string, Hash256> _partitions;

    private TrainingVersion(SortedDictionary<string, Hash256> partitions)
    {
        _partitions = partitions;
        var fold = new Fold();
        foreach ((string name, Hash256 content) in partitions) fold.Add(name).Add(content);
        Id = fold.Finish();
    }

    public Hash256 Id { get; }

    /// <summary>Partitions, named <c>dataset/key</c>, ordinal order.</summary>
    public IReadOnlyDictionary<string, Hash256> Partitions => _partitions;

    /// <param name="records">What the catalog keeps.</param>
    /// <param name="datasets">Whose partitions count.</param>
    public static TrainingVersion Of(IEnumerable<PartitionRecord> records, IReadOnlySet<string> datasets)
    {
        var partitions = new SortedDictionary<string, Hash256>(StringComparer.Ordinal);
        foreach (PartitionRecord record in records)
            if (datasets.Contains(record.Dataset)) partitions.Add($"{record.Dataset}/{record.Key}", record.Content);
        return new TrainingVersion(partitions);
    }

    /// <summary>A JSON object: a hash a partition, in hexadecimal.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        _partitions.ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal),
        StoredJson.Default.IReadOnlyDictionaryStringString);

    /// <exception cref="JsonException">It is not what <see cref="ToJson"/> wrote.</exception>
    public static TrainingVersion Parse(ReadOnlySpan<byte> json)
    {
        var partitions = new SortedDictionary<string, Hash256>(StringComparer.Ordinal);
        IReadOnlyDictionary<string, string> hashes =
            JsonSerializer.Deserialize(json, StoredJson.Default.IReadOnlyDictionaryStringString)!;
        foreach ((string name, string content) in hashes)
            partitions.Add(name, Hash256.From(Convert.FromHexString(content)));
        return new TrainingVersion(partitions);
    }

    /// <summary>What only the later version has, what only this one has, and what both have differently.</summary>
    public VersionDiff DiffTo(TrainingVersion later) => VersionDiff.Of(_partitions, later._partitions);
}

/// <summary>The difference of two versions, ordinal order.</summary>
public sealed record VersionDiff(
    IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed)
{
    [JsonIgnore]
    public bool IsEmpty => Added.Count + Removed.Count + Changed.Count == 0;

    internal static VersionDiff Of<T>(SortedDictionary<string, T> before, SortedDictionary<string, T> after)
        where T : IEquatable<T> => new(
        [.. after.Keys.Where(name => !before.ContainsKey(name))],
        [.. before.Keys.Where(name => !after.ContainsKey(name))],
        [.. before.Keys.Where(name => after.TryGetValue(name, out T? now) && !now.Equals(before[name]))]);

    /// <summary>The same of the rows of one partition in two versions, by decision_id; of one schema.</summary>
    public static VersionDiff OfRows(RecordBatch before, RecordBatch after) => Of(HashesOf(before), HashesOf(after));

    private static SortedDictionary<string, UInt128> HashesOf(RecordBatch rows)
    {
        using var hash = new RowHash([.. rows.Schema.Fields.Select(field => field.Name)]);
        var hashes = new SortedDictionary<string, UInt128>(StringComparer.Ordinal);
        Span<byte> bytes = stackalloc byte[RowHash.Size];
        for (int row = 0; row < rows.Length; row++)
        {
            hash.Of(rows, row, bytes);
            hashes[rows["decision_id"].Text(row)!] =
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        }

        return hashes;
    }
}
