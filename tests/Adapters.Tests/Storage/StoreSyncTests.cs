using System.Text;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Storage;

public sealed class StoreSyncTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LocalStore _from, _to;

    public StoreSyncTests() =>
        (_from, _to) = (new LocalStore(_folder["from"]), new LocalStore(_folder["to"]));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_missing_or_other_is_copied_and_what_is_the_same_is_left_alone()
    {
        foreach (string key in (string[])["a", "b", "c", "d/e"]) Put(_from, key, key + "-new");
        Put(_to, "a", "a-new");
        Put(_to, "b", "b-old");
        Put(_to, "only", "there");
        ObjectStat left = _to.Stat("a")!.Value;
        Assert.Equal(new SyncReport(Copied: 3, Bytes: 17, Same: 1), Sync());
        Assert.Equal(left, _to.Stat("a"));
        Assert.Equal(["a", "b", "c", "d/e", "only"], _to.List(""));
        Assert.Equal("b-new"u8, _to.Load("b"));
        Assert.Equal(new SyncReport(0, 0, Same: 4), Sync());
    }

    [Fact]
    public void A_sync_that_is_stopped_goes_on_where_it_was()
    {
        _from.Publish([.. Enumerable.Range(0, 600).Select(i => _from.Stage($"k/{i}", Encoding.UTF8.GetBytes($"{i}")))]);
        using var stop = new CancellationTokenSource();
        SyncReport? done = null;
        void Stop(SyncReport report)
        {
            done = report;
            stop.Cancel();
        }

        Assert.ThrowsAny<OperationCanceledException>(() =>
            StoreSync.Copy(_from, _to, _from.List(""), lanes: 2, Stop, stop.Token));
        SyncReport rest = Sync();
        Assert.Equal((done!.Copied, 600), (rest.Same, rest.Same + rest.Copied));
        Assert.InRange(done.Copied, 1, 599);
    }

    [Fact]
    public void What_does_not_come_back_as_it_was_is_told()
    {
        Put(_from, "a", "x");
        Assert.Contains("'a'", Assert.Throws<DataException>(() =>
            StoreSync.Copy(_from, new Forgetful(_to), ["a"], lanes: 1)).Message, StringComparison.Ordinal);
    }

    private SyncReport Sync() => StoreSync.Copy(_from, _to, _from.List(""), lanes: 2);

    private static void Put(LocalStore store, string key, string text) =>
        store.Publish([store.Stage(key, Encoding.UTF8.GetBytes(text))]);

    /// <summary>Gives back other bytes than it has.</summary>
    private sealed class Forgetful(LocalStore store) : IObjectStore
    {
        public IStagedObject Stage(string key, ReadOnlySpan<byte> bytes) => store.Stage(key, bytes);

        public IReadOnlyList<ObjectStat> Publish(IReadOnlyList<IStagedObject> staged) => store.Publish(staged);

        public byte[] Load(string key) => [.. store.Load(key).Reverse().Append((byte)0)];

        public ObjectStat? Stat(string key) => store.Stat(key);

        public IEnumerable<string> List(string prefix) => store.List(prefix);

        public void Delete(string key) => store.Delete(key);
    }
}
