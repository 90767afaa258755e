using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Tests.Contracts;

/// <summary>What every catalog promises. Each test gets an empty one.</summary>
public abstract class CatalogContract
{
    private const string PublishedRows = "SELECT partition_key, n, text FROM item_row ORDER BY partition_key, n";

    private static readonly DateTimeOffset s_started = new(2024, 3, 5, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Its rows show as a table.</summary>
    protected static Dataset Items { get; } = new("item", new Schema(new Field("text", ArrowType.Utf8),
        new Field("n", ArrowType.Int64), new Field("hidden", ArrowType.Bool)), "key", "item/{0}.jsonl", "jsonl")
    {
        Table = new PublishedTable("item_row", "n", "text"),
    };

    protected static Dataset Plain { get; } = new("plain", new Schema(), "key", "plain/{0}.jsonl", "jsonl");

    /// <summary>The same catalog every time. The caller disposes.</summary>
    protected abstract ICatalog Open();

    /// <summary>
    /// Makes <c>item_row</c> as it was before published rows said when they came, and what opens the catalog then.
    /// </summary>
    protected abstract void ForgetDates();

    /// <summary>Rows of a statement on an open catalog, their columns joined by <c>|</c>.</summary>
    protected abstract IReadOnlyList<string> Query(string sql);

    [Fact]
    public void It_remembers_commits_marks_and_removals_as_a_dictionary_would()
    {
        CounterRandom random = CounterRandom.For(1, "catalog");
        var model = new SortedDictionary<string, Committed>(StringComparer.Ordinal);
        ICatalog catalog = OpenPublished();
        for (int step = 0; step < 40; step++)
        {
            Change(catalog, model, ref random);
            if (random.NextInt(4) == 0)
            {
                catalog.Dispose();
                catalog = OpenPublished();
            }

            RequireSame(catalog, model);
        }

        catalog.Dispose();
    }

    [Fact]
    public void A_partition_is_replaced_even_when_nothing_was_loaded()
    {
        CounterRandom random = CounterRandom.For(2, "catalog");
        Committed first = AnyCommit(Items, "k", ref random), second = AnyCommit(Items, "k", ref random);
        using (ICatalog catalog = OpenPublished()) Commit(catalog, first);
        using ICatalog again = OpenPublished();
        Commit(again, second);
        RequireSame(again, new SortedDictionary<string, Committed> { ["item/k"] = second });
    }

    [Fact]
    public void A_commit_that_fails_changes_nothing()
    {
        CounterRandom random = CounterRandom.For(3, "catalog");
        var model = new SortedDictionary<string, Committed> { ["item/a"] = AnyCommit(Items, "a", ref random) };
        using ICatalog catalog = OpenPublished();
        Commit(catalog, model["item/a"]);
        Committed[] group = [AnyCommit(Items, "a", ref random), AnyCommit(Items, "b", ref random)];
        using RecordBatch good = Rows(group[0]);
        using RecordBatch bad = RecordBatch.Empty(new Schema(new Field("other", ArrowType.Int64)));
        Assert.ThrowsAny<Exception>(() => catalog.Commit([
            new Commit(Items, group[0].Record, group[0].Inputs, good),
            new Commit(Items, group[1].Record, group[1].Inputs, bad)]));
        RequireSame(catalog, model);
        model["item/a"] = group[0];
        Commit(catalog, group[0]);
        RequireSame(catalog, model);
    }

    [Fact]
    public void A_thousand_partitions_are_one_commit()
    {
        CounterRandom random = CounterRandom.For(4, "catalog");
        var model = new SortedDictionary<string, Committed>(StringComparer.Ordinal);
        for (int i = 0; i < 1000; i++) model.Add($"item/{i}", AnyCommit(Items, $"{i}", ref random));
        using ICatalog catalog = OpenPublished();
        Commit(catalog, [.. model.Values]);
        Assert.Equal(1000, catalog.Load().Count);
        Assert.Equal(PublishedLines(model.Values), Query(PublishedRows));
    }

    [Fact]
    public void Other_columns_of_a_table_make_its_partitions_new()
    {
        CounterRandom random = CounterRandom.For(5, "catalog");
        Committed plain = AnyCommit(Plain, "k", ref random), item = AnyCommit(Items, "k", ref random);
        using (ICatalog catalog = OpenPublished()) Commit(catalog, plain, item);
        using ICatalog again = Open();
        Dataset wider = Items with { Table = new PublishedTable("item_row", "n", "text", "hidden") };
        again.Publish([Plain, wider]);
        Assert.Equal([Show(plain.Record)], again.Load().Select(Show));
        Assert.Empty(Query("SELECT n FROM item_row"));
        using RecordBatch rows = Rows(item);
        again.Commit([new Commit(wider, item.Record, item.Inputs, rows)]);
        Assert.Equal(2, again.Load().Count);
        Assert.Equal(item.Rows.Count, Query("SELECT n, text, hidden FROM item_row").Count);
        Assert.Equal(item.Inputs, again.Inputs("item", "k"));
    }

    [Fact]
    public void Published_rows_say_when_they_were_committed_and_those_from_before_that_when_their_run_began()
    {
        CounterRandom random = CounterRandom.For(6, "catalog");
        Committed item = AnyCommit(Items, "k", ref random) with { Rows = [(1, "a"), (2, "b")] };
        item = item with { Record = item.Record with { RunId = "r" } };
        using (ICatalog catalog = OpenPublished())
        {
            catalog.Record(new RunRecord("r", "corpus", "running", s_started, null, 1, "abc", "{}", "{}"));
            Commit(catalog, item);
        }

        Assert.Equal([$"{s_started.AddMinutes(1).ToUnixTimeSeconds()}"], Created());
        ForgetDates();
        using (ICatalog catalog = OpenPublished()) Assert.Equal([Show(item.Record)], catalog.Load().Select(Show));
        Assert.Equal([$"{s_started.ToUnixTimeSeconds()}"], Created());
        IReadOnlyList<string> Created() =>
            Query("SELECT DISTINCT CAST(extract(epoch FROM created_at) AS bigint) FROM item_row");
    }

    [Fact]
    public void A_run_that_never_finished_is_interrupted_when_the_next_starts_or_finds_nothing_to_compute()
    {
        using ICatalog catalog = OpenPublished();
        var run = new RunRecord("1", "corpus", "running", s_started, null, -7, "abc", "{\"a\": 'b'}", "{}");
        catalog.Record(run);
        Assert.Equal(["1|running"], Runs());
        catalog.Record(run with { RunId = "2" });
        Assert.Equal(["1|interrupted", "2|running"], Runs());
        DateTimeOffset end = s_started.AddHours(1);
        catalog.Record(run with { RunId = "2", Status = "success", FinishedAt = end, ReportJson = "[]" });
        Assert.Equal(["1|interrupted", "2|success"], Runs());
        Assert.Equal(["corpus|-7|abc|{\"a\": 'b'}|[]"],
            Query("SELECT run_name, seed, git_hash, config, meta FROM pipeline_run WHERE run_id = '2'"));
        catalog.Record(run with { RunId = "3" });
        catalog.Record(run with { RunId = "4", Status = "success", FinishedAt = end });
        Assert.Equal(["1|interrupted", "2|success", "3|interrupted", "4|success"], Runs());
    }

    protected static Committed AnyCommit(Dataset dataset, string key, ref CounterRandom random)
    {
        var objects = new ObjectRecord[random.NextInt(4)];
        for (int i = 0; i < objects.Length; i++)
        {
            string prefix = i == 3 ? ObjectRecord.RejectPrefix : Word(ref random);
            objects[i] = new ObjectRecord(prefix + i, random.NextInt(1000), Hash(ref random),
                new(random.NextBits(), random.NextBits()));
        }

        var inputs = new InputRecord[random.NextInt(4)];
        for (int i = 0; i < inputs.Length; i++)
        {
            long after = random.NextInt(2) == 0 ? long.MinValue : random.NextInt(100);
            long until = random.NextInt(2) == 0 ? long.MaxValue : random.NextInt(100);
            inputs[i] = new InputRecord(Word(ref random), Word(ref random), after, until, Hash(ref random));
        }

        var rows = new (long, string?)[dataset.Table is null ? 0 : random.NextInt(4)];
        for (int i = 0; i < rows.Length; i++) rows[i] = (i, random.NextInt(3) == 0 ? null : Word(ref random));
        var record = new PartitionRecord
        {
            Dataset = dataset.Name,
            Key = key,
            Fingerprint = Hash(ref random),
            Content = Hash(ref random),
            Producer = Word(ref random),
            RunId = Word(ref random),
            Rows = rows.Length,
            Objects = [.. objects],
            Index = random.NextInt(2) == 0 ? null : RowIndex.Decode(new byte[24 * random.NextInt(3)]),
            Rejects = random.NextInt(2) == 0 ? [] : [new RejectCount(Word(ref random), random.NextInt(9))],
        };
        return new Committed(dataset, record, inputs, rows);
    }

    protected static void Commit(ICatalog catalog, params ReadOnlySpan<Committed> group)
    {
        var commits = new List<Commit>();
        try
        {
            foreach (Committed c in group)
            {
                commits.Add(new Commit(c.Dataset, c.Record, c.Inputs, c.Dataset.Table is null ? null : Rows(c))
                {
                    CreatedAt = s_started.AddMinutes(1),
                });
            }

            catalog.Commit(commits);
        }
        finally
        {
            foreach (Commit commit in commits) commit.Published?.Dispose();
        }
    }

    protected ICatalog OpenPublished()
    {
        ICatalog catalog = Open();
        catalog.Publish([Plain, Items]);
        return catalog;
    }

    private static void Change(ICatalog catalog, SortedDictionary<string, Committed> model, ref CounterRandom random)
    {
        var chosen = new SortedDictionary<string, Committed>(StringComparer.Ordinal);
        for (int i = random.NextInt(5); i >= 0; i--)
        {
            Dataset dataset = random.NextInt(2) == 0 ? Items : Plain;
            string key = $"a'b/{random.NextInt(6)}";
            chosen[$"{dataset}/{key}"] = AnyCommit(dataset, key, ref random);
        }

        string[] known = [.. chosen.Keys.Where(model.ContainsKey)];
        switch (random.NextInt(4))
        {
            case 0:
                catalog.Remove([.. known.Select(k => model[k].Record)]);
                foreach (string key in known) model.Remove(key);
                break;
            case 1:
                foreach (string key in known)
                    model[key] = model[key] with { Record = Marked(model[key].Record, chosen[key].Record) };
                catalog.Mark([.. known.Select(k => model[k].Record)]);
                break;
            default:
                Commit(catalog, [.. chosen.Values]);
                foreach ((string key, Committed commit) in chosen) model[key] = commit;
                break;
        }
    }

    private static PartitionRecord Marked(PartitionRecord record, PartitionRecord other) =>
        record with { Objects = other.Objects };

    private void RequireSame(ICatalog catalog, SortedDictionary<string, Committed> model)
    {
        Assert.Equal(model.Values.Select(c => Show(c.Record)), catalog.Load()
            .OrderBy(r => $"{r.Dataset}/{r.Key}", StringComparer.Ordinal).Select(Show));
        foreach (Committed c in model.Values) Assert.Equal(c.Inputs, catalog.Inputs(c.Record.Dataset, c.Record.Key));
        Assert.Equal(PublishedLines(model.Values), Query(PublishedRows));
    }

    private static IEnumerable<string> PublishedLines(IEnumerable<Committed> all) =>
        all.Where(c => c.Dataset.Table is not null).OrderBy(c => c.Record.Key, StringComparer.Ordinal)
            .SelectMany(c => c.Rows.Select(r => $"{c.Record.Key}|{r.N}|{r.Text}"));

    private IReadOnlyList<string> Runs() => Query("SELECT run_id, status FROM pipeline_run ORDER BY run_id");

    private static RecordBatch Rows(Committed commit)
    {
        using var rows = new BatchBuilder(Items.Schema);
        foreach ((long n, string? text) in commit.Rows)
        {
            rows["text"].AppendText(text);
            rows["n"].Append(n);
            rows["hidden"].AppendBool(true);
        }

        return rows.Build();
    }

    private static string Show(PartitionRecord r) => string.Join('|', r.Dataset, r.Key, r.Fingerprint, r.Content,
        r.Producer, r.RunId, r.Rows, r.Bytes, Convert.ToHexString(r.Objects.Encoded),
        r.Index is { } index ? "index " + Convert.ToHexString(index.Encode()) : "none", string.Join(';', r.Rejects));

    private static Hash256 Hash(ref CounterRandom random) => Hash256.Of(BitConverter.GetBytes(random.NextBits()));

    private static string Word(ref CounterRandom random)
    {
        string[] words = ["", "a", "a'b", "\"q\"", "Zürich", "東京 🚀", "news/AAPL/2024-03", "x=1 [y]", "\\", "\n"];
        return words[random.NextInt(words.Length)];
    }

    /// <summary>A partition as it was committed.</summary>
    protected sealed record Committed(Dataset Dataset, PartitionRecord Record, IReadOnlyList<InputRecord> Inputs,
        IReadOnlyList<(long N, string? Text)> Rows);
}
