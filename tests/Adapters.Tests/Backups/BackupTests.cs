using FsCheck.Fluent;
using Tauric.Adapters.Backups;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Backups;

public sealed class BackupTests : IDisposable
{
    private readonly SmallRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Whatever_the_runs_every_snapshot_restores_the_root_as_it_was()
    {
        var edit = from key in Gen.Choose(0, 9) from content in Gen.Choose(-1, 30) select (Key: key, Content: content);
        var runs = Gen.ListOf(Gen.ListOf(edit).Resize(6)).Resize(4).ToArbitrary();
        Prop.ForAll(runs, sequence =>
        {
            using var root = new SmallRoot();
            var states = new List<(string Snapshot, SortedDictionary<string, string> State)>();
            foreach ((int at, var edits) in sequence.Index())
            {
                root.Run(edits);
                if (at % 2 == 0) root.AppendLog($"line {at}\n");
                if (at % 3 == 1) root.CommitFrame(at);
                BackupReport report = root.Backup(SmallRoot.Noon.AddDays(at));
                states.Add((report.Snapshot, SmallRoot.StateOf(root.Root)));
            }

            foreach ((int at, (string snapshot, SortedDictionary<string, string> state)) in states.Index())
                Assert.Equal(state, SmallRoot.StateOf(root.Restore(snapshot, $"restored {at}")));
            Assert.Empty(BackupAudit.Run(root.Folder, root.Folder.SnapshotIds, 2, default).Problems);
        }).Holds(Torture.Or(300, 2));
    }

    [Fact]
    public void An_unchanged_root_adds_its_snapshot_and_nothing_else()
    {
        _root.Run(Enumerable.Range(0, 20).Select(i => (i, i)));
        Assert.Equal(20, _root.Backup().Files);
        string[] contents = _root.ContentFiles();
        BackupReport again = _root.Backup(SmallRoot.Noon.AddDays(1));
        Assert.Equal((20, 0, 0L), (again.Files, again.Added, again.AddedBytes));
        Assert.Equal(contents, _root.ContentFiles());
        Assert.Equal(2, _root.Folder.SnapshotIds.Count);
    }

    [Fact]
    public void A_content_is_kept_once_however_many_files_have_it()
    {
        _root.AppendLog("twice");
        _root.Run();
        File.Copy(Path.Combine(_root.Root, "event_log/00000000.log"), Path.Combine(_root.Root, "event_log/copy.log"));
        Assert.Equal(2, _root.Backup().Files);
        Assert.Single(_root.ContentFiles(), f => File.ReadAllText(f) == "twice");
    }

    [Fact]
    public void One_that_is_stopped_shows_no_snapshot_and_the_next_goes_on_with_what_it_copied()
    {
        _root.Run((0, 1));
        for (int i = 0; i < 1500; i++) File.WriteAllText(Path.Combine(_root.Root, $"log {i:D4}"), $"line {i}");
        using var stop = new CancellationTokenSource();
        SmallRoot.Throws<OperationCanceledException>(
            () => _root.Backup(progress: _ => stop.Cancel(), cancelled: stop.Token));
        Assert.Empty(_root.Folder.SnapshotIds);
        Assert.Empty(Directory.GetFiles(Path.Combine(_root.Backups, ".staging")));
        int copied = _root.ContentFiles().Length;
        Assert.Equal(1024, copied);
        BackupReport report = _root.Backup();
        Assert.Equal(1501, report.Files);
        Assert.Equal(_root.ContentFiles().Length - copied, report.Added);
    }

    [Fact]
    public void A_file_that_was_damaged_unseen_is_backed_up_as_it_was_committed()
    {
        _root.Run((0, 5));
        _root.Backup();
        SortedDictionary<string, string> good = SmallRoot.StateOf(_root.Root);
        string path = Path.Combine(_root.Root, "items/0/item 0.txt");
        Touch("-r", path, _root["time"]);
        using (FileStream file = File.OpenWrite(path)) file.WriteByte((byte)'x');
        Touch("-r", _root["time"], path);
        Assert.Equal(good, SmallRoot.StateOf(_root.Restore(_root.Backup(SmallRoot.Noon.AddDays(1)).Snapshot)));
    }

    [Fact]
    public void A_full_or_read_only_disk_is_named_and_shows_no_snapshot()
    {
        _root.Run((0, 1));
        _root.AppendLog(new string('x', 3_000_000));
        Directory.CreateDirectory(_root.Backups);
        using var mount = new Mount(_root.Backups, "1m");
        Assert.Contains("disk full", SmallRoot.Throws<ResourceException>(() => _root.Backup()).Message,
            StringComparison.Ordinal);
        Assert.Empty(_root.Folder.SnapshotIds);
        Assert.Empty(Directory.GetFiles(Path.Combine(_root.Backups, ".staging")));
        mount.MakeReadOnly();
        Assert.Contains("read-only", SmallRoot.Throws<ResourceException>(() => _root.Backup()).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Times to the nanosecond, which files of .NET do not have.</summary>
    private static void Touch(params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no touch.");
        using var touch = System.Diagnostics.Process.Start("touch", arguments);
        touch.WaitForExit();
    }
}
