using System.Globalization;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Host.Configuration;
using Tauric.Pipelines.Decisions.Training;

namespace Tauric.Host;

/// <summary>
/// Versions of a root's training datasets: after a run the hashes of their partitions are kept, numbered from 1, unless
/// they are those of the version before.
/// </summary>
internal static class TrainingVersions
{
    private const string Folder = "training_versions/";

    private static readonly Dictionary<string, Dataset> s_datasets = TrainingType.All
        .SelectMany(type => TrainingPart.Of(type, TrainingSources.Standard))
        .ToDictionary(part => part.Output.Name, part => part.Output, StringComparer.Ordinal);

    /// <param name="records">What the catalog keeps.</param>
    public static void Keep(IObjectStore store, IReadOnlyList<PartitionRecord> records)
    {
        TrainingVersion now = Of(records);
        string[] kept = Kept(store);
        if (now.Partitions.Count == 0 || (kept.Length > 0 && IdOf(kept[^1]) == now.Id.ToString())) return;
        string key = string.Create(CultureInfo.InvariantCulture, $"{Folder}{kept.Length + 1:D6}-{now.Id}.json");
        using IStagedObject staged = store.Stage(key, now.ToJson());
        store.Publish([staged]);
    }

    /// <summary>Number, id and count of partitions of every version, in order.</summary>
    public static IEnumerable<(int Number, string Id, int Partitions)> List(IObjectStore store) =>
        Kept(store).Select((key, at) => (at + 1, IdOf(key), TrainingVersion.Parse(store.Load(key)).Partitions.Count));

    /// <summary>A version by its number, the beginning of its id, or the folder of a data root: its newest.</summary>
    /// <exception cref="UsageException">There is none, or more than one.</exception>
    public static NamedVersion Find(TauricConfig config, string name, Terminal terminal)
    {
        string folder = Path.GetFullPath(name, terminal.Folder);
        if (Directory.Exists(folder))
        {
            using Workspace root = Roots.OpenExisting(config with { DataRoot = folder });
            IReadOnlyList<PartitionRecord> records = root.Catalog.Load();
            return new NamedVersion(Of(records), records, root.Store);
        }

        using Workspace own = Roots.OpenExisting(config);
        string[] kept = Kept(own.Store);
        string[] found = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1 && number <= kept.Length
            ? [kept[number - 1]]
            : [.. kept.Where(key => IdOf(key).StartsWith(name, StringComparison.OrdinalIgnoreCase))];
        return found is [var only]
            ? new NamedVersion(TrainingVersion.Parse(own.Store.Load(only)), null, own.Store)
            : throw new UsageException($"'{name}' names {found.Length} versions of '{config.DataRoot}' and no data "
                + "root. List them: tauric decisions versions");
    }

    /// <summary>What became of the rows of a changed partition; null where a version has hashes only.</summary>
    public static VersionDiff? RowsOf(NamedVersion before, NamedVersion after, string partition)
    {
        if (before.Records is null || after.Records is null) return null;
        using RecordBatch old = Rows(before, partition), now = Rows(after, partition);
        return VersionDiff.OfRows(old, now);
    }

    private static RecordBatch Rows(NamedVersion version, string partition)
    {
        (string dataset, string key) = (partition[..partition.IndexOf('/')], partition[(partition.IndexOf('/') + 1)..]);
        PartitionRecord record = version.Records!.Single(r => r.Dataset == dataset && r.Key == key);
        return version.Store.Rows(record, s_datasets[dataset]);
    }

    private static TrainingVersion Of(IEnumerable<PartitionRecord> records) =>
        TrainingVersion.Of(records, s_datasets.Keys.ToHashSet(StringComparer.Ordinal));

    private static string[] Kept(IObjectStore store) => [.. store.List(Folder)];

    private static string IdOf(string key) => Path.GetFileNameWithoutExtension(key)[7..];
}

/// <param name="Records">Where its rows lie; null when only its hashes were kept.</param>
internal sealed record NamedVersion(
    TrainingVersion Version, IReadOnlyList<PartitionRecord>? Records, IObjectStore Store);
