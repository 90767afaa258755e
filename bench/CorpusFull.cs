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

        CorpusRun again = root.Run();
        measurement.Figure("unchanged rerun", again.Seconds, "s");
        measurement.Check("the rerun computes and writes nothing", again.Computed == 0 && again.BytesWritten == 0);
        measurement.Check("and leaves the same manifest", root.Manifest().AsSpan().SequenceEqual(manifest));

        root.CorrectOneStory();
        CorpusRun corrected = root.Run();
        measurement.Figure("one corrected story", corrected.Seconds, "s");
        foreach ((string dataset, long computed, _) in corrected.Datasets())
            if (computed > 0) measurement.Figure($"recomputed of {dataset}", computed, "partitions");
        measurement.Check("only its ticker is recomputed", corrected.Computed < first.Computed / 14);

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
}
