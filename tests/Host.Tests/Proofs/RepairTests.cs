using System.Text.Json.Nodes;
using Tauric.Engine;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;

namespace Tauric.Host.Tests.Proofs;

public sealed class RepairTests(SmallInput input)
{
    [Fact]
    public void A_deleted_and_a_flipped_output_are_found_by_verify_and_repaired_by_the_next_run()
    {
        using var root = CorpusRoot.CopyOf(input.Clean);
        SortedDictionary<string, string> good = root.Hashes();
        string[] victims = [.. good.Keys.Where((_, i) => i % 97 == 3)];
        Assert.True(victims.Length > 5);
        for (int i = 0; i < victims.Length; i++) Damage(Path.Combine(root.Folder, victims[i]), delete: i % 2 == 0);

        VerifyReport report = root.Verify();
        Assert.Equal(victims, report.Damaged.Select(d => d.Key));
        root.Run(input.Folder);
        Assert.Equal(good, root.Hashes());
        Assert.Empty(root.Verify().Damaged);
    }

    [Fact]
    public void A_corrected_story_recomputes_exactly_the_partitions_that_read_it()
    {
        using CorpusRoot root = new();
        using ScratchFolder corrected = new();
        string copy = corrected.Path;
        CorpusRoot.MakeInput(copy, CorpusRoot.Options.Tickers);
        root.Run(copy);
        DateOnly day = Correct(copy);

        RunReport plan = root.Run(copy, plan: true);
        RunReport run = root.Run(copy);
        long Computed(string dataset) => run.Steps.Single(s => s.Dataset == dataset).Computed;
        Assert.Equal(1, Computed("raw_payload"));
        Assert.Equal(1, Computed("news"));
        // Decision days from the story's own to the 30th day after it: 13 March to 12 April, Good Friday is no session.
        int days = TradingCalendar.Nyse.Days(day, day.AddDays(30)).Count(d => d <= new DateOnly(2024, 4, 12));
        Assert.Equal(days, Computed("assembled"));
        Assert.Equal(0, Computed("price_window") + Computed("labels") + Computed("macro") + Computed("label_shares"));
        Assert.InRange(Computed("distilled_theses"), 1, days);
        Assert.InRange(Computed("export"), 1, 4);
        Assert.Contains(plan.Planned, p => p.Step == "assemble_samples"
            && p.Because.Contains("2024-03-13.jsonl changed", StringComparison.Ordinal));
        Assert.Equal(run.Computed, plan.Computed);
    }

    [Fact]
    public void A_plan_writes_nothing()
    {
        using CorpusRoot root = new();
        RunReport plan = root.Run(input.Folder, plan: true);
        Assert.Equal("planned", plan.Status);
        Assert.All(plan.Planned, p => Assert.NotEmpty(p.Because));
        Assert.Empty(root.Hashes());
    }

    [Fact]
    public void A_step_that_fails_is_named_with_its_partition_and_what_was_done_is_kept()
    {
        using CorpusRoot root = new();
        var error = Assert.Throws<PartitionException>(() => root.Run(input.Folder,
            change: p => Replacing(p, "labels", step => new Failing(step, "JPM"))));
        Assert.Contains("labels/JPM", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, error.ExitCode);
        RunReport resumed = root.Run(input.Folder);
        Assert.True(resumed.Reused > 50);
        Assert.Equal(input.Clean.Hashes(), root.Hashes());
    }

    [Fact]
    public void Cancelling_leaves_a_root_that_resumes_to_the_same_bytes()
    {
        using CorpusRoot root = new();
        using var stop = new CancellationTokenSource();
        RunReport cut = root.Run(input.Folder, cancelled: stop.Token,
            change: p => Replacing(p, "assembled", step => new Cancelling(step, stop)));
        Assert.Equal("cancelled", cut.Status);
        root.Run(input.Folder);
        Assert.Equal(input.Clean.Hashes(), root.Hashes());
    }

    private static Pipeline Replacing(Pipeline pipeline, string dataset, Func<Step, Step> change) =>
        pipeline with { Steps = [.. pipeline.Steps.Select(s => s.Output.Name == dataset ? change(s) : s)] };

    /// <summary>The last byte is flipped and the time put back: only a hash can tell.</summary>
    private static void Damage(string path, bool delete)
    {
        if (delete)
        {
            File.Delete(path);
            return;
        }

        DateTime time = File.GetLastWriteTimeUtc(path);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, time);
    }

    /// <summary>Rewords one story of the 13th of March, far from month ends and from its copies.</summary>
    private static DateOnly Correct(string input)
    {
        var day = new DateOnly(2024, 3, 13);
        string path = Path.Combine(input, "raw", "finnhub", "AAPL", "2024-03-13.json");
        JsonArray items = JsonNode.Parse(File.ReadAllBytes(path))!.AsArray();
        JsonNode item = items.First(i => (string?)i!["headline"] is { Length: > 0 } && (long)i["datetime"]! > 0)!;
        item["datetime"] = MarketTime.ToUtcMicros(day, new TimeOnly(11, 0)) / 1_000_000;
        item["headline"] = "Regulator publishes an unrelated and entirely new finding about batteries";
        item["summary"] = "Nothing like this sentence appears anywhere else in the sample of this test.";
        File.WriteAllText(path, items.ToJsonString());
        return day;
    }

    private sealed class Failing(Step step, string key) : Wrapped(step)
    {
        public override void Run(Work work)
        {
            if (work.Key == key) throw new ResourceException("the test said so");
            base.Run(work);
        }
    }

    private sealed class Cancelling(Step step, CancellationTokenSource stop) : Wrapped(step)
    {
        private int _runs;

        public override void Run(Work work)
        {
            if (Interlocked.Increment(ref _runs) == 10) stop.Cancel();
            base.Run(work);
        }
    }

    private abstract class Wrapped(Step step) : Step
    {
        public override string Name => step.Name;

        public override int Version => step.Version;

        public override Dataset Output => step.Output;

        public override IReadOnlyList<KeyValuePair<string, string>> Parameters => step.Parameters;

        public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => step.Plan(upstream);

        public override void Run(Work work) => step.Run(work);
    }
}
