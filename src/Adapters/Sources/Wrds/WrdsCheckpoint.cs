using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Sources.Wrds;

/// <param name="Key">Below the folder.</param>
/// <param name="Sha256">Of its bytes, as <c>sha256sum</c> prints it.</param>
internal sealed record PrefetchedFile(string Key, long Bytes, string Sha256);

/// <param name="Name">Entity of its payloads: <c>2023Q1-00</c>.</param>
/// <param name="Firms">That it was fetched for: others make another chunk.</param>
internal sealed record PrefetchedChunk(string Name, IReadOnlyList<long> Firms, IReadOnlyList<PrefetchedFile> Files);

/// <param name="Files">Of all chunks, by key.</param>
internal sealed record PrefetchManifest(IReadOnlyList<PrefetchedFile> Files);

/// <summary>
/// What was fetched so far: <c>_checkpoint.json</c>, replaced whole after every chunk, and <c>manifest.json</c>, which
/// says the same of the files for whoever has the folder alone.
/// </summary>
/// <param name="Day">Of the first request: payloads are named by it, also those of later attempts.</param>
internal sealed record WrdsCheckpoint(string Day, IReadOnlyList<PrefetchedChunk> Chunks)
{
    public const string FileName = "_checkpoint.json";
    public const string ManifestName = "manifest.json";

    /// <exception cref="ResourceException">It is damaged.</exception>
    public static WrdsCheckpoint Read(string folder, DateOnly today)
    {
        string path = Path.Combine(folder, FileName);
        string day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!File.Exists(path)) return new WrdsCheckpoint(day, []);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), WrdsJson.Default.WrdsCheckpoint)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new ResourceException(
                $"'{path}' is damaged: {e.Message} Remove it and all is fetched again.", e);
        }
    }

    /// <summary>Is the chunk there, for these firms, with its files in this format as they were written?</summary>
    public bool Has(string folder, string name, IReadOnlyList<long> firms, string format) =>
        Chunks.FirstOrDefault(c => c.Name == name) is { } chunk && chunk.Firms.SequenceEqual(firms)
        && chunk.Files.All(f => f.Key.EndsWith(format, StringComparison.Ordinal)
            && File.Exists(Path.Combine(folder, f.Key)) && f.Sha256 == HashOf(folder, f.Key));

    public WrdsCheckpoint With(PrefetchedChunk chunk) => this with
    {
        Chunks = [.. Chunks.Where(c => c.Name != chunk.Name).Append(chunk)
            .OrderBy(c => c.Name, StringComparer.Ordinal)],
    };

    /// <summary>Forgets chunks of a quarter that are no more: fewer firms were there than before.</summary>
    public WrdsCheckpoint Without(string quarter, int from) => this with
    {
        Chunks = [.. Chunks.Where(c => !c.Name.StartsWith(quarter + "-", StringComparison.Ordinal)
            || int.Parse(c.Name.AsSpan(quarter.Length + 1), CultureInfo.InvariantCulture) < from)],
    };

    public void Write(string folder)
    {
        Replace(Path.Combine(folder, FileName),
            JsonSerializer.SerializeToUtf8Bytes(this, WrdsJson.Default.WrdsCheckpoint));
        PrefetchedFile[] files = [.. Chunks.SelectMany(c => c.Files).OrderBy(f => f.Key, StringComparer.Ordinal)];
        Replace(Path.Combine(folder, ManifestName),
            JsonSerializer.SerializeToUtf8Bytes(new PrefetchManifest(files), WrdsJson.Default.PrefetchManifest));
    }

    public static string HashOf(string folder, string key) =>
        Hash256.Of(File.ReadAllBytes(Path.Combine(folder, key))).ToString();

    private static void Replace(string path, byte[] bytes) => DiskFault.Guard(
        "write the checkpoint", path, bytes.Length,
        () =>
        {
            string partial = path + ".partial";
            File.WriteAllBytes(partial, bytes);
            Durability.SyncFiles(Path.GetDirectoryName(path)!, [partial]);
            File.Move(partial, path, overwrite: true);
        });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(WrdsCheckpoint))]
[JsonSerializable(typeof(PrefetchManifest))]
internal sealed partial class WrdsJson : JsonSerializerContext;
