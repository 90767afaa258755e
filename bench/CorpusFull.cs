using Tauric.Host.Sample;

namespace Tauric.Bench;

/// <summary>14 tickers × 354 days × 20 variations: from nothing, again, again after a correction.</summary>
[Benchmark("corpus-full", "the whole corpus in a process of its own: first run, unchanged rerun, one corrected story")]
internal sealed class CorpusFull : IBenchmark
{
    private const int Variations = 20;

    public void Run(Measurement measurement)
    {
        using var root = new CorpusRoot(measurement.IsQuick ? SampleOptions.Cut() : SampleOptions.Full());
        CorpusRun first = root.Run();
        long samples = first.Datasets().Single(d => d.Dataset == "assembled").Rows;
        measurement.Figure("first run", first.Seconds, "s");
        measurement.Figure("samples", samples, "");
        measurement.Figure("rate", samples / first.Seconds, "samples/s");
        measurement.Figure("cost", first.Seconds / samples * 1e6, "µs/sample");
        measurement.Figure("peak memory", first.PeakBytes / 1e6, "MB");
        measurement.Figure("written", first.BytesWritten / 1e6, "MB");
        measurement.Check("14 tickers × days × 20 variations", samples == 14L * measurement.Size(354, 64) * Variations);
        byte[] manifest = root.Manifest();
        measurement.Hash(manifest);

        CorpusRun[] again = Repeat(measurement, () => root.Run());
        Figures(measurement, "unchanged rerun", again);
        measurement.Check("reruns compute and write nothing", again.All(r => r.Computed == 0 && r.BytesWritten == 0));
        measurement.Check("and leave the same manifest", root.Manifest().AsSpan().SequenceEqual(manifest));

        CorpusRun[] corrected = Repeat(measurement, () =>
        {
            root.CorrectOneStory();
            return root.Run();
        });
        Figures(measurement, "one corrected story", corrected);
        foreach ((string dataset, long computed, _) in corrected[^1].Datasets())
            if (computed > 0) measurement.Figure($"recomputed of {dataset}", computed, "partitions");
        measurement.Check("only its ticker is recomputed", corrected.All(r => r.Computed < first.Computed / 14));

        // The same in a process that has done it before: what is left when the compiler has done its part.
        var warm = new List<double>();
        bool same = true;
        for (int i = 0; i < measurement.Size(12, 2); i++)
        {
            root.CorrectOneStory();
            CorpusRun here = root.RunHere();
            same &= here.Computed < first.Computed / 14;
            if (i >= 5 || measurement.IsQuick) warm.Add(here.Seconds);
        }

        measurement.Check("each time", same);
        measurement.Figure("one corrected story, warm process", Spread.Of([.. warm]), "s");
    }

    private static CorpusRun[] Repeat(Measurement measurement, Func<CorpusRun> run) =>
        [.. Enumerable.Range(0, measurement.Size(7, 1)).Select(_ => run())];

    private static void Figures(Measurement measurement, string what, CorpusRun[] runs)
    {
        measurement.Figure(what, Spread.Of([.. runs.Select(r => r.Seconds)]), "s");
        measurement.Figure($"{what}, whole process", Spread.Of([.. runs.Select(r => r.WholeSeconds)]), "s");
    }
}
