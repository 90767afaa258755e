using Tauric.Engine;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Backups;

/// <summary>How long backups are kept, and from when on they are kept compressed.</summary>
/// <param name="Months">Snapshots older than this are dropped, but the newest never.</param>
/// <param name="ArchiveDays">Contents that only older snapshots name are compressed.</param>
public sealed record Retention(int Months, int ArchiveDays)
{
    /// <summary>
    /// Drops old snapshots, then contents that nobody names, then compresses. Stopped anywhere, it is done again.
    /// </summary>
    /// <param name="folder">Locked by the caller.</param>
    /// <exception cref="DataException">
    /// A snapshot that is kept cannot be read: what it names is not known, so nothing is removed.
    /// </exception>
    public PruneReport Apply(BackupFolder folder, DateTimeOffset now, CancellationToken cancelled)
    {
        var snapshots = folder.SnapshotIds.Select(id => (Id: id, Snapshot: folder.Load(id))).ToArray();
        DateTimeOffset first = now.AddMonths(-Months), young = now.AddDays(-ArchiveDays);
        var dropped = snapshots.SkipLast(1).Where(s => s.Snapshot.TakenAt < first).ToArray();
        var kept = snapshots.Except(dropped).Select(s => s.Snapshot).ToArray();
        HashSet<Hash256> named = Named(folder, kept);
        HashSet<Hash256> fresh = Named(folder, kept.Where(s => s.TakenAt >= young));
        foreach ((string id, _) in dropped) folder.Remove(id);

        var report = new PruneReport(dropped.Length, 0, 0, 0, 0);
        foreach (Hash256 content in folder.Contents())
        {
            cancelled.ThrowIfCancellationRequested();
            if (!named.Contains(content))
                report = report with { Removed = report.Removed + 1, Freed = report.Freed + folder.Delete(content) };
            else if (!fresh.Contains(content) && folder.Pack(content) is { } saved)
                report = report with { Archived = report.Archived + 1, Saved = report.Saved + saved };
        }

        return report;
    }

    private static HashSet<Hash256> Named(BackupFolder folder, IEnumerable<Snapshot> snapshots)
    {
        HashSet<Hash256> parts = [.. snapshots.SelectMany(s => s.Parts)];
        Hash256[] listings = [.. snapshots.SelectMany(s => s.Listing).Distinct()];   // Most share most pieces.
        foreach (Hash256 piece in listings)
            parts.UnionWith(Listing.Read(folder.Load(piece)).Select(f => f.Content));
        return parts;
    }
}

/// <param name="Dropped">Snapshots.</param>
/// <param name="Removed">Contents nobody names any more, <paramref name="Freed"/> bytes in all.</param>
/// <param name="Archived">Contents that were compressed, which saved <paramref name="Saved"/> bytes.</param>
public sealed record PruneReport(int Dropped, int Removed, long Freed, int Archived, long Saved);
