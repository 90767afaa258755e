using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>One row of the drawn pipelines.</summary>
internal readonly record struct Row(long KnownAt, long Value);

/// <summary>
/// A pipeline drawn from a seed: sources that a test changes, and layers of steps that read some of what lies before
/// them, whole or by time. Beside it a plain model of what every partition holds and of what a change recomputes.
/// </summary>
internal sealed class RandomDag
{
    private const int Layers = 3;
    private const int KeysEach = 4;

    private readonly List<Halve> _layers = [];
    private CounterRandom _random;

    public RandomDag(long seed, bool retained = false)
    {
        _random = CounterRandom.For(seed, "dag");
        for (int i = 0; i < KeysEach; i++) Sources.Add($"k{i}", AnyRows());
        Given = new Given(Sources, retained);
        Pipeline = new Pipeline("drawn", [Given]);
        for (int i = 0; i < Layers; i++)
        {
            _layers.Add(new Halve($"layer{i}", AnyReads([.. Pipeline.Datasets])));
            Pipeline = new Pipeline("drawn", [.. Pipeline.Steps, _layers[^1]]);
        }
    }

    public SortedDictionary<string, Row[]> Sources { get; } = new(StringComparer.Ordinal);

    public Given Given { get; }

    public Pipeline Pipeline { get; }

    public Halve Last => _layers[^1];

    /// <summary>Rows of every partition, by <c>dataset/key</c>.</summary>
    public SortedDictionary<string, Row[]> Model()
    {
        var rows = new SortedDictionary<string, Row[]>(StringComparer.Ordinal);
        foreach ((string key, Row[] given) in Sources) rows.Add($"source/{key}", given);
        foreach (Halve step in _layers)
        {
            foreach ((string key, Read[] reads) in step.Reads)
                rows.Add($"{step.Name}/{key}", [.. Halve.Kept(reads.SelectMany(r => Seen(rows, r) ?? []))]);
        }

        return rows;
    }

    /// <summary>Partitions that a run must recompute when what the model says went from one to another.</summary>
    public SortedSet<string> Recomputed(SortedDictionary<string, Row[]> before, SortedDictionary<string, Row[]> after)
    {
        var changed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string key in Sources.Keys)
            if (!Same(before.GetValueOrDefault($"source/{key}"), after[$"source/{key}"])) changed.Add($"source/{key}");
        foreach (Halve step in _layers)
        {
            foreach ((string key, Read[] reads) in step.Reads)
                if (reads.Any(r => !Same(Seen(before, r), Seen(after, r)))) changed.Add($"{step.Name}/{key}");
        }

        return changed;
    }

    /// <summary>A partition and all it reads, transitively.</summary>
    public SortedSet<string> Needed(string key)
    {
        var needed = new SortedSet<string>(StringComparer.Ordinal) { $"source/{key}" };
        foreach (Halve step in _layers.AsEnumerable().Reverse())
        {
            needed.Add($"{step.Name}/{key}");
            foreach ((string mine, Read[] reads) in step.Reads)
            {
                if (!needed.Contains($"{step.Name}/{mine}")) continue;
                foreach (Read read in reads) needed.Add($"{read.Dataset}/{read.Key}");
            }
        }

        return needed;
    }

    /// <summary>Changes a value, adds or drops a row, or drops or adds a source.</summary>
    public void Change()
    {
        string key = $"k{_random.NextInt(KeysEach + 1)}";
        if (!Sources.TryGetValue(key, out Row[]? rows)) Sources.Add(key, AnyRows());
        else if (rows.Length == 0 || _random.NextInt(6) == 0) Sources.Remove(key);
        else Sources[key] = Changed(rows);
    }

    /// <summary>From 0 to below a bound.</summary>
    public int Draw(int below) => _random.NextInt(below);

    private static bool Same(Row[]? a, Row[]? b) =>
        a is null || b is null ? a is null && b is null : a.SequenceEqual(b);

    private static Row[]? Seen(SortedDictionary<string, Row[]> rows, Read read) =>
        rows.TryGetValue($"{read.Dataset}/{read.Key}", out Row[]? all)
            ? [.. all.Where(r => read.IsWhole || (r.KnownAt > read.After && r.KnownAt <= read.Until))] : null;

    private Row[] Changed(Row[] rows)
    {
        int at = _random.NextInt(rows.Length);
        return _random.NextInt(4) switch
        {
            0 => [.. rows.Where((_, i) => i != at)],
            1 => [.. rows, new Row(rows[^1].KnownAt + 1, _random.NextInt(100))],
            _ => [.. rows.Select((r, i) => i == at ? r with { Value = r.Value ^ 1 } : r)],
        };
    }

    private Row[] AnyRows()
    {
        var rows = new Row[_random.NextInt(12)];
        long at = 0;
        for (int i = 0; i < rows.Length; i++) rows[i] = new Row(at += _random.NextInt(3), _random.NextInt(100));
        return rows;
    }

    private SortedDictionary<string, Read[]> AnyReads(Dataset[] below)
    {
        var plan = new SortedDictionary<string, Read[]>(StringComparer.Ordinal);
        for (int i = 0; i < KeysEach; i++)
        {
            var reads = new Read[1 + _random.NextInt(3)];
            for (int r = 0; r < reads.Length; r++)
            {
                var read = new Read(below[_random.NextInt(below.Length)], $"k{_random.NextInt(KeysEach + 1)}");
                long after = _random.NextInt(8);
                long until = after + _random.NextInt(8);
                reads[r] = _random.NextInt(2) == 0 ? read : read with { After = after, Until = until };
            }

            plan.Add($"k{i}", reads);
        }

        return plan;
    }
}

/// <summary>A step of rows; <see cref="Version"/> is the test's to raise.</summary>
internal abstract class RowStep(
    string name, bool retained = false, string? path = null, bool versioned = false) : Step
{
    public static readonly Schema Rows = new(
        new Field("known_at", ArrowType.Timestamp, Nullable: false),
        new Field("value", ArrowType.Int64, Nullable: false));

    public int Raised { get; set; } = 1;

    /// <summary>Called before a partition is computed.</summary>
    public Action<string>? Before { get; set; }

    public override string Name => name;

    public override int Version => Raised;

    public override Dataset Output => field ??= new Dataset(name, Rows, "key", path ?? name + "/{0}.jsonl", "jsonl")
    {
        KnownAt = "known_at",
        Retained = retained,
        IsVersioned = versioned,
    };

    protected static void Write(Work work, IEnumerable<Row> rows)
    {
        foreach (Row[] batch in rows.Chunk(work.BatchRowsMax))
        {
            using var builder = new BatchBuilder(Rows);
            foreach (Row row in batch)
            {
                builder[0].Append(row.KnownAt);
                builder[1].Append(row.Value);
            }

            work.Write(builder.Build());
        }
    }

    protected static IEnumerable<Row> Read(RecordBatch rows)
    {
        for (int i = 0; i < rows.Length; i++)
            yield return new Row(rows[0].Values<long>()[i], rows[1].Values<long>()[i]);
    }
}

/// <summary>What a test says, from outside the catalog.</summary>
internal sealed class Given(SortedDictionary<string, Row[]> sources, bool retained) : RowStep("source", retained)
{
    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        sources.Select(s => new Partition(s.Key, [], new Scope(s.Key), Outside: string.Join(' ', s.Value)));

    public override void Run(Work work)
    {
        Before?.Invoke(work.Key);
        Write(work, sources[work.Key]);
    }
}

/// <summary>Half of every value it reads, so that some changes go no further; refuses multiples of seven.</summary>
internal sealed class Halve(string name, SortedDictionary<string, Read[]> reads) : RowStep(name)
{
    public SortedDictionary<string, Read[]> Reads => reads;

    public static IEnumerable<Row> Kept(IEnumerable<Row> rows) =>
        rows.Where(r => r.Value % 7 != 0).Select(r => r with { Value = r.Value / 2 })
            .OrderBy(r => r.KnownAt).ThenBy(r => r.Value);

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        reads.Select(r => new Partition(r.Key, r.Value, new Scope(r.Key)));

    public override void Run(Work work)
    {
        Before?.Invoke(work.Key);
        Row[] all = [.. reads[work.Key].Select(r => r.Dataset).DistinctBy(d => d.Name)
            .SelectMany(work.Rows).SelectMany(r => Read(r.Rows))];
        foreach (Row row in all.Where(r => r.Value % 7 == 0)) work.Reject("seven", work.Key, $"{row.Value}");
        Write(work, Kept(all));
    }
}
