using System.Collections.Concurrent;
using System.Text;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Dataflow;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>Looks at a real store: who asks first, and what the others find meanwhile.</summary>
public sealed class ObjectLooksTests : IDisposable
{
    private const int Records = 60;

    private readonly TempFolder _folder = new();
    private readonly CountingStore _store;
    private readonly PartitionRecord[] _records;

    public ObjectLooksTests()
    {
        _store = new CountingStore(new LocalStore(_folder["root"]));
        _records = [.. Enumerable.Range(0, Records).Select(Record)];
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_object_is_looked_at_once_whoever_asks_and_records_that_hold_are_themselves()
    {
        using var looks = new ObjectLooks(_records, _store, workers: 2);
        Assert.Empty(looks.At(_records[40..50]));
        Assert.Empty(looks.Rest());
        Assert.Equal(_records, looks.Found);
        Assert.Equal(Records * 2, _store.Looks.Count);
        Assert.All(_store.Looks.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public void What_is_gone_rewritten_or_touched_is_told_to_who_asks_for_it_and_once()
    {
        _store.Delete("a/41");
        _store.Publish([_store.Stage("b/42", "otherwise"u8)]);
        _store.Publish([_store.Stage("a/7", "a7"u8)]);
        using var looks = new ObjectLooks(_records, _store, workers: 2);
        IReadOnlyList<PartitionRecord> asked = looks.At(_records[40..50]), rest = looks.Rest();
        Assert.Equal([("41", true), ("42", true)], asked.Select(r => (r.Key, r.IsDamaged)));
        Assert.Equal([("7", false)], rest.Select(r => (r.Key, r.IsDamaged)));
        Assert.Equal(_store.Stat("a/7")!.Value.Tag, rest[0].Objects.First().Tag);
        Assert.Equal(_records.Select(r => r.Key), looks.Found.Select(r => r.Key));
    }

    [Fact]
    public void What_the_store_refuses_to_say_fails_who_asks_for_it_and_nobody_else()
    {
        _store.Refused = "b/20";
        using var looks = new ObjectLooks(_records, _store, workers: 2);
        Assert.Empty(looks.At(_records[..10]));
        var error = Assert.Throws<AggregateException>(looks.Rest);
        Assert.All(error.InnerExceptions, e => Assert.Contains("b/20", Assert.IsType<ResourceException>(e).Message));
    }

    /// <summary>Of two objects in the store.</summary>
    private PartitionRecord Record(int number) => PlainStep.Record("d", $"{number}") with
    {
        Objects = [Object($"a/{number}"), Object($"b/{number}")],
    };

    private ObjectRecord Object(string key)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(key.Replace("/", "", StringComparison.Ordinal));
        ObjectStat stat = _store.Publish([_store.Stage(key, bytes)])[0];
        return new ObjectRecord(key, stat.Bytes, Hash256.Of(bytes), stat.Tag);
    }

    private sealed class CountingStore(LocalStore store) : IObjectStore
    {
        public ConcurrentDictionary<string, int> Looks { get; } = new(StringComparer.Ordinal);

        public string? Refused { get; set; }

        public ObjectStat? Stat(string key)
        {
            if (key == Refused) throw new ResourceException($"'{key}' cannot be looked at.");
            Looks.AddOrUpdate(key, 1, (_, times) => times + 1);
            return store.Stat(key);
        }

        public byte[] Load(string key) => store.Load(key);

        public IStagedObject Stage(string key, ReadOnlySpan<byte> bytes) => store.Stage(key, bytes);

        public IReadOnlyList<ObjectStat> Publish(IReadOnlyList<IStagedObject> staged) => store.Publish(staged);

        public IEnumerable<string> List(string prefix) => store.List(prefix);

        public void Delete(string key) => store.Delete(key);
    }
}
