using Tauric.Adapters.Catalog;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Sources;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Host.Sample.Decisions;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Feeds;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Outcomes of invented decisions whose truth is known, through the real components.</summary>
public sealed class OutcomeTests
{
    private static readonly OutcomeOptions s_options = new() { Benchmark = DecisionSample.Market };

    [Fact]
    public void Labels_are_the_truth_the_decisions_were_built_from()
    {
        using ScratchFolder input = new(), root = new();
        DecisionSample.Write(input.Path, decisions: 600);
        Run(root.Path, input.Path, s_options);
        Dictionary<string, string[]> truth = File.ReadLines(Path.Combine(input.Path, "truth.csv")).Skip(1)
            .Select(line => line.Split(',')).ToDictionary(fields => fields[0]);
        int labelled = 0, right = 0;
        foreach ((string id, string? outcome, double? beyond) in Labels(root.Path))
        {
            labelled += outcome is null ? 0 : 1;
            right += outcome == truth[id][^1] ? 1 : 0;
            if (beyond is { } bps) Assert.Equal(double.Parse(truth[id][^2]), bps, 1e-3);
        }

        Assert.Equal(600, truth.Count);
        Assert.True(right > 0.95 * truth.Count, $"{right} of {truth.Count} are right, {labelled} are labelled.");
    }

    [Fact]
    public void Another_rule_labels_again_from_the_facts_that_are_there()
    {
        using ScratchFolder input = new(), root = new();
        DecisionSample.Write(input.Path, decisions: 60);
        Run(root.Path, input.Path, s_options);
        LabelingRule wide = LabelingRules.Default[0] with
        {
            Version = 2,
            Thresholds = new Dictionary<string, double> { ["inner_bps"] = 30, ["outer_bps"] = 50 },
        };
        RunReport again = Run(
            root.Path, input.Path, s_options with { Rules = [wide, .. LabelingRules.Default.Skip(1)] });
        Assert.Equal(["labeling_rules", "outcome_labels"],
            again.Steps.Where(step => step.Computed > 0).Select(step => step.Dataset).Order());
        Assert.All(Labels(root.Path), label => Assert.Contains(label.Outcome, (string?[])["GOOD", "NEUTRAL", "POOR"]));
        Assert.Equal(0, Run(root.Path, input.Path,
            s_options with { Rules = [wide, .. LabelingRules.Default.Skip(1)] }).Computed);
    }

    [Fact]
    public void A_feature_that_reads_outcomes_is_refused_before_anything_runs()
    {
        using ScratchFolder input = new(), root = new();
        DecisionSample.Write(input.Path, decisions: 5);
        foreach (Dataset outcome in (Dataset[])[OutcomeDatasets.Labels, OutcomeDatasets.Facts, DecisionInputs.Fills])
        {
            var refused = Assert.Throws<PlanException>(
                () => Run(root.Path, input.Path, s_options, new Leak(outcome)));
            Assert.Contains($"reads {outcome}, which looks ahead", refused.Message);
        }

        Assert.False(Directory.Exists(Path.Combine(root.Path, "decisions")));
    }

    private static RunReport Run(string root, string input, OutcomeOptions options, params Step[] more)
    {
        using ICatalog catalog = DuckCatalog.Open(Path.Combine(root, "catalog.duckdb"));
        var pipeline = new Pipeline("decisions",
        [
            new IngestRaw(new PayloadFolder(input)), new NormalizeDecisions(), new NormalizeInput(InputTable.Trades),
            new NormalizeInput(InputTable.Quotes), new NormalizeInput(InputTable.Fills), new OutcomeFacts(options),
            new LabelOutcomes(options), new PublishRules(options), .. more,
        ]);
        return Runner.Run(pipeline, new RunOptions
        {
            Store = new LocalStore(root),
            Catalog = catalog,
            Formats = FormatRegistry.All,
            Workers = 2,
            Identity = new RunIdentity(Seed: 1, ParametersJson: "{}", GitHash: "test", VersionsJson: "{}"),
        }, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<(string Id, string? Outcome, double? Beyond)> Labels(string root)
    {
        var store = new LocalStore(root);
        foreach (string key in store.List("decisions/outcome_labels/"))
        {
            if (!key.EndsWith(".parquet", StringComparison.Ordinal)) continue;
            using RecordBatch rows = new ParquetFormat().Read(OutcomeDatasets.Labels.Schema, store.Load(key), key);
            Column beyond = rows["benchmark_outperformance"];
            for (int row = 0; row < rows.Length; row++)
                yield return (rows["decision_id"].Text(row)!, rows["decision_outcome"].Text(row),
                    beyond.IsNull(row) ? null : beyond.Values<double>()[row]);
        }
    }

    private sealed class Leak(Dataset outcome) : Step
    {
        public override string Name => "leak";

        public override int Version => 1;

        public override Dataset Output { get; } =
            new("leak", new Schema(new Field("x", ArrowType.Float64)), "date", "leak/{0}.parquet", "parquet");

        public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
            upstream.Of(outcome).Select(key => new Partition(key, [new Read(outcome, key)]));

        public override void Run(Work work) => throw new InvalidOperationException("It must not be run.");
    }
}
