using System.Diagnostics;
using Tauric.Adapters.Storage;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Storage;

public sealed class LocalStoreTests : ObjectStoreContract, IDisposable
{
    private static readonly string Machine = Environment.MachineName;

    private readonly TempFolder _folder = new();

    public LocalStoreTests() => Store = new LocalStore(_folder["root"]);

    protected override IObjectStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keys_are_paths_below_the_root()
    {
        Put("a/b.txt", "x");
        Assert.Equal("x", File.ReadAllText(_folder["root/a/b.txt"]));
    }

    [Fact]
    public void A_byte_flipped_in_place_changes_the_tag()
    {
        ObjectStat before = Put("a/b.txt", "abc");
        using (FileStream file = File.OpenWrite(_folder["root/a/b.txt"])) file.WriteByte((byte)'x');
        File.SetLastWriteTimeUtc(_folder["root/a/b.txt"], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        ObjectStat after = Store.Stat("a/b.txt")!.Value;
        Assert.Equal(before.Bytes, after.Bytes);
        Assert.NotEqual(before.Tag, after.Tag);
    }

    [Fact]
    public void What_dead_processes_staged_is_swept_and_what_live_ones_staged_is_not()
    {
        using Process finished = Process.Start(new ProcessStartInfo("dotnet",
            "--version")
        { RedirectStandardOutput = true })!;
        finished.WaitForExit();
        _folder.Write($"root/.staging/{Machine}-{finished.Id}-1", "dead"u8);
        _folder.Write($"root/.staging/{Machine}-{Environment.ProcessId}-{long.MaxValue}",
            "an earlier process of our number"u8);
        _folder.Write("root/.staging/notes.txt", "not ours"u8);
        _folder.Write($"root/.staging/another-host-{finished.Id}-1", "alive on another machine"u8);
        using IStagedObject mine = Store.Stage("mine", "x"u8);
        var again = new LocalStore(_folder["root"]);
        Assert.False(File.Exists(_folder[$"root/.staging/{Machine}-{finished.Id}-1"]));
        Assert.False(File.Exists(_folder[$"root/.staging/{Machine}-{Environment.ProcessId}-{long.MaxValue}"]));
        Assert.True(File.Exists(_folder["root/.staging/notes.txt"]));
        Assert.True(File.Exists(_folder[$"root/.staging/another-host-{finished.Id}-1"]));
        Store.Publish([mine]);
        Assert.Equal("x"u8, again.Load("mine"));
    }

    [Fact]
    public void Publishing_and_discarding_leave_nothing_staged()
    {
        Put("a", "x");
        Store.Stage("b", "x"u8).Dispose();
        Assert.Empty(Directory.GetFiles(_folder["root/.staging"]));
        Assert.Throws<UsageException>(() => Store.Load(".staging/1-1"));
    }

    [Fact]
    public void Links_are_no_objects()
    {
        _folder.Write("outside/secret", "x"u8);
        Directory.CreateSymbolicLink(_folder["root/linked"], _folder["outside"]);
        File.CreateSymbolicLink(_folder["root/link"], _folder["outside/secret"]);
        Assert.Empty(Store.List(""));
        Assert.Null(Store.Stat("link"));
    }

    [Fact]
    public void A_full_disk_is_named_and_leaves_nothing_half_written()
    {
        Directory.CreateDirectory(_folder["small"]);
        using var mount = new Mount(_folder["small"], "1m");
        var store = new LocalStore(_folder["small"]);
        store.Publish([store.Stage("kept", new byte[1000])]);
        var error = Assert.Throws<ResourceException>(() => store.Stage("big", new byte[2_000_000]));
        Assert.Contains("disk full: needed 2,000,000 bytes at", error.Message, StringComparison.Ordinal);
        Assert.Contains("--root", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["small/.staging"]));
        Assert.Equal(["kept"], store.List(""));
    }

    [Fact]
    public void A_read_only_root_is_named()
    {
        Directory.CreateDirectory(_folder["small"]);
        using var mount = new Mount(_folder["small"], "1m");
        var store = new LocalStore(_folder["small"]);
        store.Publish([store.Stage("kept", "x"u8)]);
        mount.MakeReadOnly();
        foreach (Action write in (Action[])[() => store.Stage("new", "x"u8), () => store.Delete("kept")])
            Assert.Contains("read-only", Assert.Throws<ResourceException>(write).Message, StringComparison.Ordinal);
        Assert.Equal("x"u8, store.Load("kept"));
        Assert.Throws<ResourceException>(() => new LocalStore(_folder["small/new"]));
    }

    [Fact]
    public void A_file_where_a_folder_must_be_is_an_error_that_names_it()
    {
        Put("a", "x");
        Assert.Contains("a/b", Assert.Throws<ResourceException>(() =>
            Put("a/b", "x")).Message, StringComparison.Ordinal);
        Assert.Throws<ResourceException>(() => new LocalStore(_folder["root/a"]));
    }
}
