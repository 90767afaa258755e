using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tauric.Engine;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Backups;

/// <summary>
/// What a data root held at a moment: its files by <see cref="Listing"/>, its tables by <see cref="TableDump"/>. Both
/// are contents of the backup themselves, in pieces that a small change leaves alone, so that a snapshot is small.
/// </summary>
/// <param name="TakenAt">In UTC, whole seconds.</param>
/// <param name="Program">Name and version of what took it.</param>
/// <param name="FileCount">Number of files.</param>
/// <param name="Bytes">Of all files.</param>
/// <param name="Listing">Pieces of the listing.</param>
/// <param name="Catalog">The catalog's own tables and the published ones.</param>
/// <param name="Frames">Tables of the frame store; none where there are no frames.</param>
public sealed record Snapshot(DateTimeOffset TakenAt, string Program, long FileCount, long Bytes,
    IReadOnlyList<Hash256> Listing, IReadOnlyList<DumpedTable> Catalog, IReadOnlyList<DumpedTable> Frames)
{
    internal const string Folder = "snapshots";

    private const string Extension = ".json", TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int HashDigits = 16;

    /// <summary>Every content it is made of, but for those its listing names.</summary>
    internal IEnumerable<Hash256> Parts => [.. Listing, .. Catalog.Concat(Frames).SelectMany(t => t.Pieces)];

    /// <exception cref="DataException">The listing is damaged, or names what no backup does.</exception>
    internal IEnumerable<BackedUpFile> Files(BackupFolder folder) =>
        Listing.SelectMany(piece => Backups.Listing.Read(folder.Load(piece)));

    internal static string KeyOf(string id) => $"{Folder}/{id}{Extension}";

    /// <summary>Null for a file that is no snapshot.</summary>
    internal static string? IdOf(string key) => key.EndsWith(Extension, StringComparison.Ordinal)
        ? key[(Folder.Length + 1)..^Extension.Length] : null;

    /// <summary>Its file and its id: when it was taken, so that ids sort by time, and what its bytes hash to.</summary>
    internal (string Id, byte[] Bytes) Render()
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(this, SnapshotJson.Default.Snapshot);
        return (IdFor(TakenAt, bytes), bytes);
    }

    /// <exception cref="DataException">The file is not what was written under this id.</exception>
    internal static Snapshot Parse(string id, byte[] bytes)
    {
        try
        {
            Snapshot? read = JsonSerializer.Deserialize(bytes, SnapshotJson.Default.Snapshot);
            if (read is not null && IdFor(read.TakenAt, bytes) == id) return read;
        }
        catch (JsonException)
        {
            // Told like any other damage.
        }

        throw new DataException(
            $"Snapshot '{id}' is damaged: its file was changed or cut. Delete it and use another one.");
    }

    private static string IdFor(DateTimeOffset takenAt, byte[] bytes) =>
        takenAt.ToString(TimeFormat, CultureInfo.InvariantCulture) + "-" + Hash256.Of(bytes).ToString()[..HashDigits];
}

/// <summary>A table as it was.</summary>
/// <param name="Pieces">Contents that are Arrow IPC streams; together its rows, in order. At least one.</param>
public sealed record DumpedTable(string Name, long Rows, IReadOnlyList<Hash256> Pieces);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(HashText)])]
[JsonSerializable(typeof(Snapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
