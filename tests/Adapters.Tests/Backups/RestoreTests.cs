using Tauric.Adapters.Backups;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Backups;

public sealed class RestoreTests : IDisposable
{
    private readonly SmallRoot _root = new();

    public RestoreTests()
    {
        _root.Run(Enumerable.Range(0, 10).Select(i => (i, i + 1)));
        _root.AppendLog("a line\n");
        _root.CommitFrame(1);
        _root.Backup();
    }

    public void Dispose() => _root.Dispose();

    /// <summary>Contents in turn, of files, of tables and of the listing: flipped, cut, empty, gone.</summary>
    [Fact]
    public void Any_damage_to_any_content_is_told_and_nothing_appears()
    {
        Action<string>[] damages =
        [
            path => Change(path, b => b[^1] ^= 1), path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]),
            path => File.WriteAllBytes(path, []), File.Delete,
        ];
        foreach ((int at, string path) in _root.ContentFiles().Where((_, i) => Torture.IsOn || i % 8 == 2).Index())
        {
            byte[] good = File.ReadAllBytes(path);
            damages[at % damages.Length](path);
            var error = SmallRoot.Throws<DataException>(() => _root.Restore());
            Assert.Contains(Path.GetFileName(path), error.Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(_root["restored"]));
            AuditReport audit = BackupAudit.Run(_root.Folder, _root.Folder.SnapshotIds, 2, default);
            Assert.Contains(audit.Problems, p => p.Contains(Path.GetFileName(path), StringComparison.Ordinal));
            File.WriteAllBytes(path, good);
        }

        Assert.Equal(SmallRoot.StateOf(_root.Root), SmallRoot.StateOf(_root.Restore()));
    }

    [Fact]
    public void Damage_that_a_backup_can_see_is_mended_by_the_next()
    {
        string path = _root.ContentFiles()[^1];
        File.Delete(path);
        Assert.Equal(1, _root.Backup(SmallRoot.Noon.AddDays(1)).Added);
        Assert.Equal(SmallRoot.StateOf(_root.Root), SmallRoot.StateOf(_root.Restore()));
    }

    [Fact]
    public void A_listing_that_leads_out_of_the_root_is_refused_before_anything_is_written()
    {
        Snapshot good = _root.Folder.Load(null);
        BackedUpFile[] files = [.. good.Files(_root.Folder)];
        foreach (string key in (string[])["../outside", "a/../../outside", "/tmp/outside", "C:/outside",
            "a\\..\\outside", ".staging/1-1", "decision_log/lock", "catalog.duckdb", ""])
        {
            byte[] listing = [.. Listing.Cut([.. files, files[0] with { Key = key }]).SelectMany(piece => piece)];
            var content = Engine.Datasets.Hash256.Of(listing);
            _root.Folder.Publish([_root.Folder.Stage(content, listing)]);
            string id = _root.Folder.Add(good with { Listing = [content] });
            Assert.Contains("which no backup writes", SmallRoot.Throws<DataException>(() => _root.Restore(id)).Message,
                StringComparison.Ordinal);
            Assert.All(Directory.GetDirectories(_root["restored.restoring"]), d => Assert.EndsWith(".staging", d));
        }
    }

    [Fact]
    public void One_that_was_stopped_goes_on_with_what_is_there_and_removes_what_is_not_its_own()
    {
        using var stop = new CancellationTokenSource();
        SmallRoot.Throws<OperationCanceledException>(() =>
        {
            stop.Cancel();
            _root.Restore(cancelled: stop.Token);
        });
        Directory.CreateDirectory(_root["restored.restoring/items"]);
        File.WriteAllText(_root["restored.restoring/items/of another snapshot"], "x");
        File.WriteAllText(_root["restored.restoring/event_log"], "a file where a folder must be");
        SmallRoot.Throws<ResourceException>(() => _root.Restore());
        File.Delete(_root["restored.restoring/event_log"]);
        Assert.Equal(SmallRoot.StateOf(_root.Root), SmallRoot.StateOf(_root.Restore()));
    }

    [Fact]
    public void A_full_disk_is_named_and_nothing_appears()
    {
        _root.AppendLog(new string('x', 9_000_000));
        _root.Backup(SmallRoot.Noon.AddDays(1));
        Directory.CreateDirectory(_root["small"]);
        using var mount = new Mount(_root["small"], "6m");
        Assert.Contains("disk full",
            SmallRoot.Throws<ResourceException>(() => _root.Restore(to: "small/restored")).Message,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(_root["small/restored"]));
    }

    private static void Change(string path, Action<byte[]> change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }
}
