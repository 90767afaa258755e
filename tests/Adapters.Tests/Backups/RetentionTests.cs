using FsCheck.Fluent;
using Tauric.Adapters.Backups;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Backups;

public sealed class RetentionTests : IDisposable
{
    private static readonly Retention s_retention = new(Months: 24, ArchiveDays: 90);

    private readonly SmallRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Snapshots_are_kept_as_long_as_promised_and_the_newest_always()
    {
        _root.Run((0, 1));
        string[] all = [.. new[] { 0, 23, 25 }.Select(m => _root.Backup(SmallRoot.Noon.AddMonths(m)).Snapshot)];
        Assert.Equal(0, Apply(24).Dropped);
        Assert.Equal(1, s_retention.Apply(_root.Folder, SmallRoot.Noon.AddMonths(24).AddSeconds(1), default).Dropped);
        Assert.Equal(all[1..], _root.Folder.SnapshotIds);
        Assert.Equal(1, Apply(1000).Dropped);
        Assert.Equal(all[2..], _root.Folder.SnapshotIds);
        Assert.Equal(SmallRoot.StateOf(_root.Root), SmallRoot.StateOf(_root.Restore()));
        PruneReport Apply(int months) => s_retention.Apply(_root.Folder, SmallRoot.Noon.AddMonths(months), default);
    }

    /// <summary>Runs, backups and prunings in any order, a month or so apart.</summary>
    [Fact]
    public void What_is_kept_restores_the_same_and_the_rest_leaves_nothing()
    {
        var steps = Gen.ListOf(from key in Gen.Choose(0, 5)
                               from content in Gen.Choose(-1, 200)
                               from days in Gen.Choose(1, 300)
                               from prunes in Gen.Elements(false, true)
                               select (Key: key, Content: content, Days: days, Prunes: prunes)).Resize(6).ToArbitrary();
        Prop.ForAll(steps, sequence =>
        {
            using var root = new SmallRoot();
            var states = new Dictionary<string, SortedDictionary<string, string>>();
            DateTimeOffset now = SmallRoot.Noon;
            foreach (var step in sequence)
            {
                root.Run((step.Key, step.Content));
                states.Add(root.Backup(now).Snapshot, SmallRoot.StateOf(root.Root));
                now = now.AddDays(step.Days);
                if (step.Prunes) s_retention.Apply(root.Folder, now, default);
            }

            s_retention.Apply(root.Folder, now, default);
            foreach ((int at, string id) in root.Folder.SnapshotIds.Index())
                Assert.Equal(states[id], SmallRoot.StateOf(root.Restore(id, $"restored {at}")));
            AuditReport audit = BackupAudit.Run(root.Folder, root.Folder.SnapshotIds, 2, default);
            Assert.Equal(audit.Contents, sequence.Count > 0 ? root.ContentFiles().Length : 0);
        }).Holds(Torture.Or(200, 2));
    }

    [Fact]
    public void What_only_old_snapshots_name_is_compressed_once_and_is_the_same()
    {
        _root.Run((0, 500), (1, 501));
        string old = _root.Backup().Snapshot;
        SortedDictionary<string, string> then = SmallRoot.StateOf(_root.Root);
        _root.Run((0, 502));
        _root.Backup(SmallRoot.Noon.AddDays(60));
        Assert.Equal(0, s_retention.Apply(_root.Folder, SmallRoot.Noon.AddDays(90), default).Archived);
        PruneReport archived = s_retention.Apply(_root.Folder, SmallRoot.Noon.AddDays(91), default);
        Assert.True(archived.Archived > 0 && archived.Saved > 5000, $"{archived}");
        Assert.Equal((0, 0L), (archived.Removed, archived.Freed));
        Assert.Equal(0, s_retention.Apply(_root.Folder, SmallRoot.Noon.AddDays(92), default).Archived);
        Assert.Equal(then, SmallRoot.StateOf(_root.Restore(old)));

        string packed = _root.ContentFiles().First(f => f.EndsWith(".gz", StringComparison.Ordinal));
        byte[] bytes = File.ReadAllBytes(packed);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(packed, bytes);
        Assert.Contains(Path.GetFileName(packed), SmallRoot.Throws<DataException>(() =>
            _root.Restore(old, "again")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void While_a_snapshot_cannot_be_read_nothing_is_removed()
    {
        _root.Run((0, 1));
        string damaged = _root.Backup().Snapshot;
        _root.Run((0, 2));
        _root.Backup(SmallRoot.Noon.AddDays(1));
        File.AppendAllText(Path.Combine(_root.Backups, "snapshots", damaged + ".json"), " ");
        string[] before = _root.ContentFiles();
        Assert.Contains(damaged, SmallRoot.Throws<DataException>(() =>
            s_retention.Apply(_root.Folder, SmallRoot.Noon.AddYears(9), default)).Message, StringComparison.Ordinal);
        Assert.Equal(before, _root.ContentFiles());
    }

    [Fact]
    public void Files_that_are_none_of_ours_are_left_alone()
    {
        _root.Run((0, 1));
        _root.Backup();
        string[] foreign = ["objects/README", "objects/ab/notes.txt", "snapshots/README"];
        foreach (string name in foreign)
        {
            string path = Path.Combine(_root.Backups, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "somebody's");
        }

        s_retention.Apply(_root.Folder, SmallRoot.Noon.AddYears(9), default);
        Assert.All(foreign, name => Assert.True(File.Exists(Path.Combine(_root.Backups, name))));
    }

    [Fact]
    public void One_process_at_a_time_writes_a_folder()
    {
        using (_root.Folder.Lock())
            Assert.Contains(_root.Backups, SmallRoot.Throws<ResourceException>(() => _root.Folder.Lock()).Message,
                StringComparison.Ordinal);
        _root.Folder.Lock().Dispose();
    }
}
