using Tauric.Adapters.Sinks;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Dataflow;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>The cache of partitions over a real store: deleting an object tells what is read back.</summary>
public sealed class PartitionCacheTests : IDisposable
{
    private static readonly Dataset s_dataset = new Given([], retained: false).Output;

    private readonly TempFolder _folder = new();
    private readonly LocalStore _store;
    private readonly JsonLinesFormat _format = new();

    public PartitionCacheTests() => _store = new LocalStore(_folder["root"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_those_of_the_objects_in_order_and_rejects_are_left_out()
    {
        PartitionRecord record = Record("k", Store("a", 1, 2), Store("b", 3), Store("rejected/x", 9));
        using PartitionCache cache = Cache(1 << 20);
        using RecordBatch rows = cache.Rent(s_dataset, record);
        Assert.Equal([1L, 2L, 3L], rows["value"].Values<long>().ToArray());
    }

    [Fact]
    public void The_least_recently_used_go_first_when_the_budget_is_spent()
    {
        PartitionRecord[] records = [.. Enumerable.Range(0, 4).Select(i => Record($"k{i}", Store($"o{i}", i)))];
        using RecordBatch one = _format.Read(RowStep.Rows, _store.Load("o0"), "o0");
        using PartitionCache cache = Cache(one.Bytes * 3);
        foreach (int i in (int[])[0, 1, 2, 0, 3]) cache.Rent(s_dataset, records[i]).Dispose();
        _store.Delete("o0");
        _store.Delete("o1");
        foreach (int i in (int[])[0, 2, 3]) cache.Rent(s_dataset, records[i]).Dispose();
        Assert.Throws<ResourceException>(() => cache.Rent(s_dataset, records[1]));
    }

    [Fact]
    public void Rows_that_no_store_has_stay_whatever_the_budget_and_say_when_it_is_spent()
    {
        PartitionRecord[] records = [.. Enumerable.Range(0, 3).Select(i => Record($"k{i}", Store($"o{i}", i)))];
        using RecordBatch one = _format.Read(RowStep.Rows, _store.Load("o0"), "o0");
        using PartitionCache cache = Cache(one.Bytes);
        cache.Put(s_dataset, records[0], one, [], isStored: false);
        _store.Delete("o0");
        foreach (int i in (int[])[1, 2, 0]) cache.Rent(s_dataset, records[i]).Dispose();
        Assert.False(cache.IsFull);
        cache.Put(s_dataset, records[1], one, [], isStored: false);
        Assert.True(cache.IsFull);
        cache.Put(s_dataset, records[1], one, []);
        Assert.False(cache.IsFull);
    }

    [Fact]
    public void Rows_give_way_to_what_else_is_held_but_not_below_what_is_theirs()
    {
        PartitionRecord[] records = [.. Enumerable.Range(0, 3).Select(i => Record($"k{i}", Store($"o{i}", i)))];
        using RecordBatch one = _format.Read(RowStep.Rows, _store.Load("o0"), "o0");
        using PartitionCache cache = Cache(one.Bytes * 3, bytesMin: one.Bytes);
        foreach (PartitionRecord record in records) cache.Rent(s_dataset, record).Dispose();
        cache.GiveWay(one.Bytes);
        foreach (int i in (int[])[0, 2]) _store.Delete($"o{i}");
        Assert.Throws<ResourceException>(() => cache.Rent(s_dataset, records[0]));
        cache.GiveWay(one.Bytes * 9);
        cache.Rent(s_dataset, records[2]).Dispose();
        cache.Rent(s_dataset, records[1]).Dispose();
        Assert.Throws<ResourceException>(() => cache.Rent(s_dataset, records[2]));
        cache.GiveWay(one.Bytes * -10);
        foreach (int i in (int[])[0, 2]) cache.Rent(s_dataset, Record($"k{i}", Store($"o{i}", i))).Dispose();
        for (int i = 0; i < 3; i++) _store.Delete($"o{i}");
        foreach (PartitionRecord record in records) cache.Rent(s_dataset, record).Dispose();
    }

    [Fact]
    public void Other_content_is_read_again()
    {
        using PartitionCache cache = Cache(1 << 20);
        cache.Rent(s_dataset, Record("k", Store("a", 1))).Dispose();
        using RecordBatch rows = cache.Rent(s_dataset, Record("k", Store("a", 2)));
        Assert.Equal(2, rows["value"].Values<long>()[0]);
    }

    [Fact]
    public void Bytes_that_changed_behind_their_record_reach_nobody()
    {
        PartitionRecord record = Record("k", Store("a", 1), Store("b", 2));
        Store("b", 3);
        using PartitionCache cache = Cache(1 << 20);
        var error = Assert.Throws<DataException>(() => cache.Rent(s_dataset, record));
        Assert.Contains("'b' is not what was recorded", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_outlive_the_cache_and_a_budget_of_nothing_will_do()
    {
        PartitionCache cache = Cache(0);
        using RecordBatch rows = cache.Rent(s_dataset, Record("k", Store("a", 1)));
        using RecordBatch again = cache.Rent(s_dataset, Record("k", Store("a", 1)));
        cache.Dispose();
        Assert.Equal((1, 1), (rows["value"].Values<long>()[0], again["value"].Values<long>()[0]));
    }

    [Fact]
    public void Many_threads_rent_at_once()
    {
        PartitionRecord[] records = [.. Enumerable.Range(0, 8).Select(i => Record($"k{i}", Store($"o{i}", i)))];
        using PartitionCache cache = Cache(500);
        Parallel.For(0, 2000, i =>
        {
            using RecordBatch rows = cache.Rent(s_dataset, records[i % 8]);
            Assert.Equal(i % 8, rows["value"].Values<long>()[0]);
        });
    }

    [Fact]
    public void What_several_want_at_once_is_read_once()
    {
        PartitionRecord record = Record("k", [.. Enumerable.Range(0, 20).Select(i => Store($"o{i}", i))]);
        var counted = new CountingFormat(_format);
        using var cache = new PartitionCache(_store, Formats(counted), 1 << 20, 0, workers: 2);
        Parallel.For(0, 8, _ =>
        {
            using RecordBatch rows = cache.Rent(s_dataset, record);
            Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), rows["value"].Values<long>().ToArray());
        });
        Assert.Equal(20, counted.Reads);
    }

    [Fact]
    public void Parts_of_objects_come_with_their_rows_read_back_or_just_computed_and_count_as_they_do()
    {
        PartitionRecord[] records = [Record("a", Store("a1", 1), Store("a2", 2)), Record("b", Store("b", 3))];
        using (RecordBatch one = _format.Read(RowStep.Rows, _store.Load("b"), "b"))
        using (var cache = new PartitionCache(
            _store, Formats(new NamingFormat(_format)), one.Bytes + 100, 0, workers: 2))
        {
            for (int round = 0; round < 2; round++)   // Both do not fit, so that each is read back every time.
            {
                Assert.Equal(["a1", "a2"], Rented(cache, records[0]));
                Assert.Equal(["b"], Rented(cache, records[1]));
            }

            cache.Put(s_dataset, records[0], one, [new Named("told")]);
            Assert.Equal(["told"], Rented(cache, records[0]));
        }

        static string[] Rented(PartitionCache cache, PartitionRecord record)
        {
            cache.Rent(s_dataset, record, out IReadOnlyList<IObjectParts> parts).Dispose();
            return [.. parts.Cast<Named>().Select(p => p.Key)];
        }
    }

    private PartitionCache Cache(long bytesMax, long bytesMin = 0) =>
        new(_store, Formats(_format), bytesMax, bytesMin, workers: 2);

    private static Dictionary<string, IFormat> Formats(IFormat format) => new() { [format.Name] = format };

    private ObjectRecord Store(string key, params long[] values)
    {
        using var builder = new BatchBuilder(RowStep.Rows);
        foreach (long value in values)
        {
            builder[0].Append(value);
            builder[1].Append(value);
        }

        using RecordBatch rows = builder.Build();
        byte[] bytes = _format.Write(rows);
        _store.Publish([_store.Stage(key, bytes)]);
        return new ObjectRecord(key, bytes.Length, Hash256.Of(bytes));
    }

    private static PartitionRecord Record(string key, params ObjectRecord[] objects) =>
        PlainStep.Record(s_dataset.Name, key) with
        {
            Content = PartitionRecord.ContentOf(objects),
            Objects = [.. objects],
        };

    private sealed record Named(string Key) : IObjectParts
    {
        public long Bytes => 100;
    }

    /// <summary>Gives parts only where it is told in which store.</summary>
    private sealed class NamingFormat(IFormat format, bool isWithin = false) : IFormat
    {
        public string Name => format.Name;

        public IFormat Within(IObjectStore store) => new NamingFormat(format, isWithin: true);

        public byte[] Write(RecordBatch rows) => format.Write(rows);

        public IObjectParts? PartsOf(ReadOnlyMemory<byte> bytes, string key) => isWithin ? new Named(key) : null;

        public RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where) =>
            format.Read(schema, bytes, where);
    }

    private sealed class CountingFormat(IFormat format) : IFormat
    {
        private int _reads;

        public int Reads => _reads;

        public string Name => format.Name;

        public byte[] Write(RecordBatch rows) => format.Write(rows);

        public RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where)
        {
            Interlocked.Increment(ref _reads);
            return format.Read(schema, bytes, where);
        }
    }
}
