using Tauric.Engine;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Backups;

/// <summary>Reads back and hashes what snapshots name, each content once.</summary>
public static class BackupAudit
{
    /// <param name="snapshots">Ids.</param>
    public static AuditReport Run(BackupFolder folder, IReadOnlyList<string> snapshots, int lanes,
        CancellationToken cancelled)
    {
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        var contents = new HashSet<Hash256>();
        foreach (string id in snapshots)
        {
            try
            {
                Snapshot snapshot = folder.Load(id);
                contents.UnionWith(snapshot.Parts);
                contents.UnionWith(snapshot.Files(folder).Select(f => f.Content));
            }
            catch (DataException e)
            {
                problems.Add($"snapshot {id}: {e.Message}");
            }
        }

        long bytes = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = lanes, CancellationToken = cancelled };
        Parallel.ForEach(contents, parallel,
            content =>
            {
                try
                {
                    Interlocked.Add(ref bytes, folder.Load(content).Length);
                }
                catch (DataException e)
                {
                    lock (problems) problems.Add(e.Message);
                }
            });
        return new AuditReport(snapshots.Count, contents.Count, bytes, [.. problems]);
    }
}

/// <param name="Bytes">Of the sound ones, as they are restored.</param>
/// <param name="Problems">What is missing or damaged, sorted.</param>
public sealed record AuditReport(int Snapshots, int Contents, long Bytes, IReadOnlyList<string> Problems);
