using System.Diagnostics;
using System.Text;
using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;

namespace Tauric.Bench;

/// <summary>
/// Variations that share a prefix, by a model of real shape (30 layers of 576, 49,000 words, 164 million weights of
/// 8 bits) whose weights are random: what it writes is noise, what it costs is not.
/// </summary>
[Benchmark("inference", "20 answers with a shared prefix: together, one by one, two lanes; vectors by a direct loop")]
internal sealed class InferenceSpeed : IBenchmark
{
    private const int Variations = 20;

    public void Run(Measurement measurement)
    {
        string folder = Directory.CreateTempSubdirectory("tauric-bench-").FullName;
        try
        {
            RandomLlama shape = measurement.IsQuick ? new RandomLlama() : new RandomLlama
            {
                Width = 576,
                Layers = 30,
                Heads = 9,
                KeyHeads = 3,
                Feed = 1536,
                Unused = 48_800,
                Context = 8192,
            };
            LlamaOptions options = new(shape.Save(Path.Combine(folder, "random.gguf")))
            {
                ContextTokens = measurement.Size(2304, 512),
                CellTokens = measurement.Size(4352, 1024),
                Slots = Variations,
            };
            TextRequest[] requests = Requests(measurement.Size(55, 5), measurement.Size(64, 8), group: 0);
            Together(measurement, options, requests);
            Lanes(measurement, options);
            Vectors(measurement, options with { ContextTokens = 512 });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Together(Measurement measurement, LlamaOptions options, TextRequest[] requests)
    {
        using var model = new LlamaTextModel(options);
        measurement.Check("the model is stable", model.Traits.IsStable);
        int alone = measurement.Size(3, 2);
        var single = new List<TextAnswer>();
        IReadOnlyList<TextAnswer> all = [];
        double oneByOne = Processor(() =>
        {
            foreach (TextRequest request in requests[..alone])
            {
                Ask(model, new WrittenRequest("", "Else.", "", new TextParameters(1)));   // Its prefix goes.
                single.AddRange(Ask(model, request));
            }
        }) / alone * Variations;
        long computed = LlamaContext.Computed;
        long start = Stopwatch.GetTimestamp();
        double together = Processor(() => all = Ask(model, requests));
        double elapsed = Stopwatch.GetTimestamp() - start;
        measurement.Figure("outside of decoding", (1 - ((LlamaContext.Computed - computed) / elapsed)) * 100, "%");
        measurement.Figure("prompt", all[0].PromptTokens, "tokens");
        measurement.Figure("answers", all.Sum(answer => answer.Tokens), "tokens");
        measurement.Figure("one by one, from the first few", oneByOne, "CPU s");
        measurement.Figure("together", together, "CPU s");
        measurement.Figure("together, gain", oneByOne / together, "x");
        measurement.Check("answers are the same together and alone", single.SequenceEqual(all.Take(alone)));
        measurement.Hash(Encoding.UTF8.GetBytes(string.Join('\n', all.Select(answer => answer.Text))));
        using var fast = new LlamaTextModel(options with { IsStable = false });
        measurement.Figure("stable against fastest", together / Processor(() => Ask(fast, requests)), "x the time");
    }

    /// <summary>Two groups by two lanes against the two by one. Says something on two idle cores only.</summary>
    private static void Lanes(Measurement measurement, LlamaOptions options)
    {
        TextRequest[][] groups =
            [.. Enumerable.Range(1, 2).Select(i => Requests(measurement.Size(14, 5), measurement.Size(16, 8), i))];
        using var model = new LlamaTextModel(options with { Lanes = 2 });
        void InTurn() => Array.ForEach(groups, group => Ask(model, group));
        void AtOnce() => Task.WaitAll(groups.Select(group => model.AnswerAsync(group, _ => { }, default)).ToArray());
        AtOnce();   // Both lanes are there.
        double turn = Measurement.Seconds(InTurn), once = Measurement.Seconds(AtOnce);
        measurement.Figure("two lanes against one", turn / once, "x");
    }

    /// <summary>By this program, and by a loop that does nothing but what llama.cpp asks for.</summary>
    private static void Vectors(Measurement measurement, LlamaOptions options)
    {
        ReadOnlyMemory<byte>[] texts =
        [
            .. Enumerable.Range(0, measurement.Size(24, 8)).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(
                $"Shares of firm {i} rose by {i * 7 % 13} percent after the report of the quarter.")),
        ];
        using var model = new LlamaEmbeddingModel(options);
        using var direct = new DirectVectors(options, model.Dimensions);
        float[] ours = new float[texts.Length * model.Dimensions], theirs = new float[ours.Length];
        Spread[] spreads = Measurement.Rounds(measurement.Size(5, 2),
            [() => model.Embed(texts, ours, default), () => direct.Embed(texts, theirs)]);
        measurement.Figure("vectors", spreads[0].Map(s => texts.Length / s), "texts/s");
        measurement.Figure("vectors against a direct loop", spreads[1].Lowest / spreads[0].Lowest, "x");
        measurement.Check("vectors are those of the direct loop", ours.AsSpan().SequenceEqual(theirs));
    }

    private static WrittenRequest[] Requests(int sentences, int tokens, int group)
    {
        string prefix = string.Concat(Enumerable.Range(0, sentences).Select(i =>
            $"{group}. On day {i} the price of rice rose by {i * 7 % 13} points. "));
        return
        [
            .. Enumerable.Range(0, Variations).Select(i => new WrittenRequest(
                "", prefix, $"What of {i}?", new TextParameters(tokens, 0.8f, TopK: 40, Seed: (ulong)i))),
        ];
    }

    private static IReadOnlyList<TextAnswer> Ask(LlamaTextModel model, params TextRequest[] requests) =>
        model.AnswerAsync(requests, _ => { }, default).GetAwaiter().GetResult();

    /// <summary>Seconds of processor time: others on the machine take less of it than of the clock.</summary>
    private static double Processor(Action action)
    {
        using var self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        action();
        self.Refresh();
        return (self.TotalProcessorTime - before).TotalSeconds;
    }
}
