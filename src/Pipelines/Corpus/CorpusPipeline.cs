using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Inference;
using Tauric.Kernels.Indicators;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus;

/// <summary>The corpus, step by step (seed-000, section 5).</summary>
public static class CorpusPipeline
{
    public const string Name = "corpus";

    public static Pipeline Define(
        CorpusOptions options, IPayloadSource payloads, ITokenizer tokenizer, TextAsker writer,
        PlacedIndicators? indicators = null) => new(Name,
    [
        new IngestRaw(payloads),
        new NormalizeNews(),
        new NormalizePrice(),
        new NormalizeInsider(),
        new NormalizeAnalyst(),
        new NormalizeMacro(),
        new NormalizeFundamentals(),
        new ComputeTechnicals(options, indicators),
        new AssembleSamples(options, tokenizer),
        new GenerateLabels(options),
        new GateLabelShares(options),
        new DistillTheses(writer, options),
        new ExportParquet(options),
    ]);   // finish, the last step, is the engine's: manifests, run log, pipeline_run.
}
