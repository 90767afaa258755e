using System.Text;
using Tauric.Adapters.Sources;
using Tauric.Engine.Columnar;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Host.Sample.Transcripts;
using Tauric.Kernels.Text;
using Tauric.Pipelines.Embeddings;
using Tauric.Pipelines.Topics;

namespace Tauric.Bench;

/// <summary>
/// Every step of topics alone, on one thread and in memory, over 100 firms in two quarters; the sentence splitter; and
/// how much of what is planted is found, by difficulty.
/// </summary>
[Benchmark("topics", "every step of topics on one thread, 100 firms x 2 quarters; the splitter; planted truth found")]
internal sealed class TopicSpeed : IBenchmark
{
    public void Run(Measurement measurement)
    {
        foreach (TranscriptDifficulty difficulty in Enum.GetValues<TranscriptDifficulty>())
        {
            bool isTimed = difficulty == TranscriptDifficulty.Medium;
            string size = isTimed ? measurement.IsQuick ? "12x2" : "100x2" : measurement.IsQuick ? "12x1" : "40x1";
            TranscriptOptions options = TranscriptOptions.Parse(size) with { Difficulty = difficulty };
            Steps(measurement, isTimed ? options with { SentencesPerTopic = 36 } : options, isTimed);
        }

        Splitter(measurement);
    }

    private static void Steps(Measurement measurement, TranscriptOptions options, bool isTimed)
    {
        string folder = Directory.CreateTempSubdirectory("tauric-bench-").FullName;
        try
        {
            PlantedTranscripts planted = TranscriptGenerator.Write(folder, options);
            using var writer = new TextAsker(new RuleModel());
            using var embedding = new HashedEmbedding();
            using var memory = new MemoryDatasets();
            Pipeline pipeline = TopicsPipeline.Define(
                new TopicsOptions(), new PayloadFolder(folder), embedding, writer, ToneLexicon.Default);
            double all = 0;     // Of the processor, not of the clock: other work may share the machine.
            foreach (Step step in pipeline.Steps)
            {
                long rows = 0;
                TimeSpan before = Environment.CpuUsage.TotalTime;
                rows = memory.Run(step);
                double seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
                all += seconds;
                if (!isTimed) continue;
                measurement.Figure($"{step.Output} rows", rows, "");
                measurement.Figure($"{step.Output}", seconds, "CPU s");
            }

            if (isTimed) measurement.Figure($"all, {options.Firms} firms x {options.Quarters}", all, "CPU s");
            (double topics, double themes) = new TranscriptTruth(planted).Agreement(
                memory.All(TopicDatasets.Sentences), memory.All(TopicDatasets.Topics),
                memory.All(TopicDatasets.Themes));
            measurement.Figure($"{options.Difficulty}: topics, adjusted mutual information", topics, "");
            measurement.Figure($"{options.Difficulty}: themes, adjusted mutual information", themes, "");
            if (isTimed && !measurement.IsQuick)
                measurement.Check("planted truth is found", topics >= .9 && themes >= .9);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Splitter(Measurement measurement)
    {
        const string Said = "In the third quarter, revenue at Norvane Inc. rose 3.5% to $1.2 billion. As Dr. Abel "
            + "said, freight rates in the U.S. Midwest eased, and container ships waited less. What comes next? We "
            + "will see. ";
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Said, measurement.Size(50_000, 500))));
        int sentences = 0;
        Spread time = Measurement.Rounds(measurement.Size(7, 2), () =>
        {
            sentences = 0;
            foreach (Range _ in new SentenceSplitter(text)) sentences++;
        })[0];
        measurement.Figure("splitter", time.Map(s => text.Length / s / 1e6), "MB/s");
        measurement.Figure("splitter, fastest round", text.Length / time.Lowest / 1e6, "MB/s");
        measurement.Check("every sentence is split", sentences == 4 * measurement.Size(50_000, 500));
    }
}
