using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>Drawn pipelines over the product's store and catalog, against a model of what they compute.</summary>
public sealed class RunnerTests
{
    [Fact]
    public void Rows_are_the_models_and_bytes_do_not_depend_on_workers_batches_or_memory() => ForAnyDag(5, dag =>
    {
        using var one = new DataRoot();
        using var two = new DataRoot();
        RunReport report = one.Run(dag.Pipeline);
        two.Run(dag.Pipeline, o => o with { Workers = 2, BatchRowsMax = 2, MemoryBytesMax = 1 });
        Assert.Equal(dag.Model(), one.Rows());
        Assert.Equal(one.Tree(), two.Tree());
        Assert.Equal(("success", dag.Model().Count, 0L), (report.Status, (int)report.Computed, report.Reused));
    });

    [Fact]
    public void A_run_with_nothing_to_do_computes_nothing_and_writes_nothing()
    {
        var dag = new RandomDag(1);
        using var root = new DataRoot();
        root.Run(dag.Pipeline);
        string[] before = [.. root.Store.List("").Select(k => k + root.Store.Stat(k))];
        RunReport report = root.Run(dag.Pipeline);
        Assert.Equal((0, dag.Model().Count, 0L), ((int)report.Computed, (int)report.Reused, report.BytesWritten));
        Assert.Equal(before, root.Store.List("").Select(k => k + root.Store.Stat(k)));
    }

    [Fact]
    public void A_change_recomputes_exactly_the_partitions_whose_rows_read_changed()
    {
        long memory = 1;   // A plan cannot read back what it only computed.
        ForAnyChange(4, (dag, root, expected) =>
        {
            memory = memory == 1 ? 1 << 20 : 1;
            RunReport plan = root.Run(dag.Pipeline, o => o with { PlanOnly = true, MemoryBytesMax = memory });
            RunReport report = root.Run(dag.Pipeline, o => o with { Workers = 2 });
            Assert.Equal(expected.Count, report.Computed);
            Assert.Superset(expected, plan.Planned.Select(p => p.Partition).ToHashSet());
            Assert.Subset(expected, plan.Planned.Where(p => p.Certain).Select(p => p.Partition).ToHashSet());
        });
    }

    [Fact]
    public void A_change_and_damage_recompute_what_they_would_each() => ForAnyChange(4, (dag, root, expected) =>
    {
        foreach (string key in root.Tree().Keys.Where(k => k.EndsWith(".jsonl", StringComparison.Ordinal)))
        {
            string partition = key[..^".jsonl".Length];
            if (!dag.Model().ContainsKey(partition) || dag.Draw(4) > 0) continue;
            if (dag.Draw(2) == 0) root.Store.Delete(key);
            else root.Store.Publish([root.Store.Stage(key, "damaged"u8)]);
            expected.Add(partition);
        }

        RunReport report = root.Run(dag.Pipeline, o => o with { Workers = 2 });
        Assert.Equal(expected.Count, report.Computed);
        Assert.Equal(dag.Model().Count, report.Steps.Sum(s => s.Partitions));
    });

    [Fact]
    public void A_deleted_or_damaged_object_is_made_again_and_nothing_else()
    {
        var dag = new RandomDag(2);
        using var root = new DataRoot();
        root.Run(dag.Pipeline);
        SortedDictionary<string, string> tree = root.Tree();
        foreach (string key in tree.Keys.Where(k => k.EndsWith(".jsonl", StringComparison.Ordinal)))
        {
            root.Store.Delete(key);
            Assert.Equal(1, root.Run(dag.Pipeline).Computed);
            root.Store.Publish([root.Store.Stage(key, "damaged"u8)]);
            Assert.Equal(1, root.Run(dag.Pipeline).Computed);
        }

        Assert.Equal(tree, root.Tree());
    }

    [Fact]
    public void An_error_names_step_and_partition_and_the_next_run_does_the_rest()
    {
        var dag = new RandomDag(3);
        using var root = new DataRoot();
        dag.Last.Before = key => { if (key == "k1") throw new DataException("no good"); };
        var error = Assert.Throws<PartitionException>(() => root.Run(dag.Pipeline, o => o with { Workers = 2 }));
        Assert.Equal((4, "layer2 failed at layer2/k1: no good"), (error.ExitCode, error.Message));
        int kept = root.Catalog.Load().Count;
        Assert.DoesNotContain("layer2/k1", root.Rows().Keys);
        dag.Last.Before = null;
        RunReport report = root.Run(dag.Pipeline);
        Assert.Equal((kept, dag.Model().Count - kept), ((int)report.Reused, (int)report.Computed));
        Assert.Equal(dag.Model(), root.Rows());
    }

    [Fact]
    public void A_cancelled_run_keeps_what_it_committed_and_the_next_does_the_rest()
    {
        var dag = new RandomDag(4);
        using var root = new DataRoot();
        using var stop = new CancellationTokenSource();
        RunReport report = root.Run(dag.Pipeline, o => o with { Progress = _ => stop.Cancel() }, stop.Token);
        int kept = root.Catalog.Load().Count;
        Assert.Equal("cancelled", report.Status);
        Assert.InRange(kept, 1, dag.Model().Count - 1);
        Assert.Equal(kept, root.Run(dag.Pipeline).Reused);
        Assert.Equal(dag.Model(), root.Rows());
    }

    [Fact]
    public void A_selection_computes_what_it_touches_and_all_that_reads_and_removes_nothing() => ForAnyDag(5, dag =>
    {
        using var root = new DataRoot();
        RunReport report = root.Run(dag.Pipeline, o => o with { Entities = new HashSet<string> { "k0" } });
        IEnumerable<string> needed = dag.Needed("k0").Where(dag.Model().ContainsKey);
        Assert.Equal(needed, root.Rows().Keys);
        Assert.Equal(root.Rows().Count, report.Computed);
        dag.Sources.Remove("k0");
        Assert.Equal(0, root.Run(dag.Pipeline, o => o with { Entities = new HashSet<string> { "none" } }).Removed);
    });

    [Fact]
    public void What_is_no_longer_planned_goes_unless_it_is_retained()
    {
        foreach (bool retained in (bool[])[false, true])
        {
            var dag = new RandomDag(5, retained);
            using var root = new DataRoot();
            root.Run(dag.Pipeline);
            string key = dag.Sources.First(s => s.Value.Length > 0).Key;
            dag.Sources.Remove(key);
            RunReport report = root.Run(dag.Pipeline);
            Assert.Equal(retained, root.Rows().ContainsKey($"source/{key}"));
            Assert.Equal(retained, root.Tree().ContainsKey($"source/{key}.jsonl"));
            Assert.Equal(retained ? 0 : 1, report.Removed);
            if (retained) Assert.Equal(0, report.Computed);
        }
    }

    [Fact]
    public void Refused_rows_are_counted_and_kept_aside_and_go_when_they_are_refused_no_more()
    {
        var dag = new RandomDag(6);
        dag.Sources["k0"] = [new Row(1, 7), new Row(2, 15), new Row(3, 21)];
        var step = new Halve("only", new() { ["k"] = [new(dag.Given.Output, "k0")] });
        var pipeline = new Pipeline("drawn", [dag.Given, step]);
        using var root = new DataRoot();
        RunReport report = root.Run(pipeline);
        Assert.Equal(2, report.Rejected);
        Assert.Equal(new SortedDictionary<string, long> { ["seven"] = 2 }, report.Steps[1].Rejects);
        Assert.Equal("{\"reason\":\"seven\",\"where\":\"k\",\"detail\":\"7\"}\n"
            + "{\"reason\":\"seven\",\"where\":\"k\",\"detail\":\"21\"}\n", root.Tree()["rejected/only/k.jsonl"]);
        Assert.Equal(2, root.Run(pipeline).Rejected);
        dag.Sources["k0"] = [new Row(2, 15)];
        Assert.Equal(0, root.Run(pipeline).Rejected);
        Assert.DoesNotContain("rejected/only/k.jsonl", root.Tree().Keys);
    }

    [Fact]
    public void A_plan_says_why_and_does_nothing()
    {
        var dag = new RandomDag(7);
        dag.Sources["k0"] = [new Row(1, 8)];
        var step = new Halve("only", new() { ["k"] = [new(dag.Given.Output, "k0")] });
        var pipeline = new Pipeline("drawn", [dag.Given, step]);
        using var root = new DataRoot();
        Assert.Equal("it is new", Because(root, pipeline)["source/k0"]);
        Assert.Equal("source/k0 is computed first", Because(root, pipeline)["only/k"]);
        Assert.Empty(root.Store.List(""));
        root.Run(pipeline);
        Assert.Empty(Because(root, pipeline));
        dag.Sources["k0"] = [new Row(1, 16)];
        Assert.Equal("its input payload changed", Because(root, pipeline)["source/k0"]);
        Assert.Equal("source/k0.jsonl changed", Because(root, pipeline)["only/k"]);
        root.Run(pipeline);
        step.Raised = 2;
        Assert.Equal(new() { ["only/k"] = "only v1 only [] became only v2 only []" }, Because(root, pipeline));
        root.Run(pipeline);
        root.Store.Delete("only/k.jsonl");
        Assert.Equal(new() { ["only/k"] = "only/k.jsonl is missing or was changed" }, Because(root, pipeline));
    }

    [Fact]
    public void Rows_of_one_object_that_do_not_lie_together_are_a_bug_of_the_step()
    {
        using var root = new DataRoot();
        var error = Assert.Throws<PartitionException>(() => root.Run(new Pipeline("drawn", [new Scattered()])));
        Assert.Equal(70, error.ExitCode);
        Assert.Contains("scattered/1.jsonl", error.Message);
        Assert.Empty(root.Catalog.Load());
    }

    [Theory]
    [InlineData("one", "one")]
    [InlineData("one", "two")]
    public void Two_partitions_that_write_one_object_are_refused_by_name(string first, string second)
    {
        using var root = new DataRoot();
        Step[] steps = first == second
            ? [new Sharing(first, "a", "b")]
            : [new Sharing(first, "a"), new Sharing(second, "b")];
        for (int run = 0; run < 2; run++)
        {
            var error = Assert.Throws<PartitionException>(() => root.Run(new Pipeline("drawn", steps)));
            Assert.Equal(70, error.ExitCode);
            Assert.Matches($"shared/7.jsonl is written by ({first}/a and by {second}/b|{second}/b and by {first}/a)",
                error.Message);
        }

        Assert.DoesNotContain(".staging", string.Join(' ', root.Store.List("")));
        Assert.InRange(root.Catalog.Load().Count, 0, 1);
    }

    [Fact]
    public void A_partition_may_take_over_the_object_of_one_that_is_no_longer_planned()
    {
        using var root = new DataRoot();
        root.Run(new Pipeline("drawn", [new Sharing("one", "a")]));
        SortedDictionary<string, string> tree = root.Tree();
        Assert.Equal(1, root.Run(new Pipeline("drawn", [new Sharing("one", "b")])).Computed);
        Assert.Equal(tree["shared/7.jsonl"], root.Tree()["shared/7.jsonl"]);
        Assert.Equal(0, root.Run(new Pipeline("drawn", [new Sharing("one", "b")])).Computed);
    }

    [Fact]
    public void Versions_stay_under_the_hash_of_their_bytes()
    {
        var step = new Versioned { Given = [new Row(1, 7)] };
        var pipeline = new Pipeline("drawn", [step]);
        using var root = new DataRoot();
        root.Run(pipeline);
        SortedDictionary<string, string> first = root.Tree();
        string key = Assert.Single(first.Keys, k => k.StartsWith("kept/k.", StringComparison.Ordinal));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(first[key])))[..16];
        Assert.Equal($"kept/k.{hash}.jsonl", key);

        step.Given = [new Row(1, 8)];
        step.Raised = 2;
        root.Run(pipeline);
        Assert.Equal(first[key], root.Tree()[key]);
        Assert.Equal(2, root.Tree().Keys.Count(k => k.StartsWith("kept/k.", StringComparison.Ordinal)));
        step.Given = [new Row(1, 7)];
        step.Raised = 3;
        root.Run(pipeline);
        Assert.Equal([new Row(1, 7)], root.Rows()["versioned/k"]);
        Assert.Equal(2, root.Tree().Keys.Count(k => k.StartsWith("kept/k.", StringComparison.Ordinal)));
    }

    private static SortedDictionary<string, string> Because(DataRoot root, Pipeline pipeline) => new(
        root.Run(pipeline, o => o with { PlanOnly = true }).Planned.ToDictionary(p => p.Partition, p => p.Because),
        StringComparer.Ordinal);

    private static void ForAnyDag(int tests, Action<RandomDag> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => check(new RandomDag(seed)))
            .Holds(tests);

    /// <summary>Changes what was made time and again: in the end all is as if it had been made at once.</summary>
    /// <param name="run">Brings it up to date; gets the partitions that the change alone recomputes.</param>
    private static void ForAnyChange(int dags, Action<RandomDag, DataRoot, SortedSet<string>> run) =>
        ForAnyDag(dags, dag =>
        {
            using var root = new DataRoot();
            root.Run(dag.Pipeline);
            for (int change = 0; change < 6; change++)
            {
                var before = dag.Model();
                dag.Change();
                run(dag, root, dag.Recomputed(before, dag.Model()));
                Assert.Equal(dag.Model(), root.Rows());
            }

            using var fresh = new DataRoot();
            fresh.Run(dag.Pipeline);
            Assert.Equal(fresh.Tree(), root.Tree());
        });

    /// <summary>Writes the first object's rows on both sides of the second's.</summary>
    private sealed class Scattered() : RowStep("scattered", path: "scattered/{value}.jsonl")
    {
        public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => [new Partition("k", [])];

        public override void Run(Work work) => Write(work, [new Row(1, 1), new Row(2, 2), new Row(3, 1)]);
    }

    /// <summary>One partition whose objects stay.</summary>
    private sealed class Versioned() : RowStep("versioned", path: "kept/{0}.{sha256}.jsonl", versioned: true)
    {
        public Row[] Given { get; set; } = [];

        public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => [new Partition("k", [])];

        public override void Run(Work work) => Write(work, Given);
    }

    /// <summary>Every partition writes the same object.</summary>
    private sealed class Sharing(string name, params string[] keys) : RowStep(name, path: "shared/{value}.jsonl")
    {
        public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => keys.Select(k => new Partition(k, []));

        public override void Run(Work work) => Write(work, [new Row(1, 7)]);
    }
}
