using Tauric.Adapters.Models;
using Tauric.Adapters.Sources;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Host.Sample;
using Tauric.Native;
using Tauric.Pipelines.Corpus;

namespace Tauric.Bench;

/// <summary>
/// What each step of the corpus costs by itself: one thread, inputs and outputs in memory, so without storage, formats
/// and the catalog. A new step is measured without a new file.
/// </summary>
[Benchmark("steps", "every step of the corpus alone, in memory, on one thread: rows a second")]
internal sealed class StepSpeed : IBenchmark
{
    public void Run(Measurement measurement)
    {
        string folder = Directory.CreateTempSubdirectory("tauric-bench-").FullName;
        try
        {
            SampleOptions sample = SampleOptions.Cut();
            SampleGenerator.Write(folder, measurement.IsQuick ? sample with { Tickers = ["AAPL", "SPY"] } : sample);
            var tokenizer = new BpeTokenizer(NativeLibraries.DataFile("js-tiktoken", "dist/ranks/o200k_base.js"));
            // Two tickers alone need not meet the shares of fourteen.
            var options = new CorpusOptions { LabelShareTolerance = 1 };
            var payloads = new PayloadFolder(folder);
            using var writer = new TextAsker(new RuleModel());
            RunAll(measurement, CorpusPipeline.Define(options, payloads, tokenizer, writer));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void RunAll(Measurement measurement, Pipeline pipeline)
    {
        int rounds = measurement.Size(3, 1);
        var seconds = pipeline.Steps.ToDictionary(s => s, _ => new double[rounds]);
        var rows = new Dictionary<Step, long>();
        for (int round = 0; round < rounds; round++)
        {
            using var memory = new MemoryDatasets();
            foreach (Step step in pipeline.Steps)
                seconds[step][round] = Measurement.Seconds(() => rows[step] = memory.Run(step));
        }

        foreach (Step step in pipeline.Steps)
        {
            var spread = Spread.Of(seconds[step]);
            measurement.Figure($"{step.Name} {step.Output}", rows[step], "rows");
            if (rows[step] > 0) measurement.Figure(step.Output.Name, spread.Map(s => rows[step] / s), "rows/s");
        }

        measurement.Check("every step has rows", rows.Values.All(count => count > 0));
    }
}
