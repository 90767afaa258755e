using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Corpus;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class CorpusPipelineTests
{
    private static readonly Pipeline s_pipeline =
        CorpusPipeline.Define(Options, new NoPayloads(), new WordTokenizer(), new TextAsker(new RuleModel()));

    [Fact]
    public void Steps_are_those_of_the_seed_in_order() => Assert.Equal(
        [
            "ingest_raw", "normalize_dedupe", "compute_technicals", "assemble_samples", "generate_labels",
            "distill_theses", "export_parquet",
        ],
        s_pipeline.Steps.Select(s => s.Name).Distinct());

    [Fact]
    public void No_feature_plans_to_read_an_outcome()
    {
        using var store = new StepHarness();
        PutPrices(store, new DateOnly(2023, 1, 3), Monday.AddDays(60));
        foreach (Step step in s_pipeline.Steps)
        {
            if (step.Name is not ("normalize_dedupe" or "ingest_raw")) store.Run(step);
            if (step.Output.IsOutcome) continue;
            IEnumerable<Read> reads = step.Name is "compute_technicals" or "assemble_samples"
                ? step.Plan(store).SelectMany(p => p.Reads) : [];
            Assert.DoesNotContain(reads, read => read.Dataset.IsOutcome);
        }
    }

    private sealed class NoPayloads : IPayloadSource
    {
        public IReadOnlyList<PayloadInfo> List() => [];

        public byte[] Load(string key) => throw new InvalidOperationException();
    }
}
