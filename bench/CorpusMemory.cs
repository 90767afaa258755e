using Tauric.Host.Sample;

namespace Tauric.Bench;

/// <summary>Does memory grow with the number of days?</summary>
[Benchmark("corpus-memory", "peak memory of a first run over 1/4, 1/2 and all of the days")]
internal sealed class CorpusMemory : IBenchmark
{
    public void Run(Measurement measurement)
    {
        SampleOptions whole = measurement.IsQuick ? SampleOptions.Cut() : SampleOptions.Full();
        int days = whole.To.DayNumber - whole.From.DayNumber;
        var peaks = new List<double>();
        foreach (int share in (int[])[4, 2, 1])
        {
            using var root = new CorpusRoot(whole with { To = whole.From.AddDays(days / share) });
            CorpusRun run = root.Run(gated: false);
            peaks.Add(run.PeakBytes);
            string span = share == 1 ? "all days" : $"1/{share} of the days";
            measurement.Figure($"{span}: peak memory", run.PeakBytes / 1e6, "MB");
            measurement.Figure($"{span}: written", run.BytesWritten / 1e6, "MB");
        }

        measurement.Figure("all days over a quarter of them", peaks[^1] / peaks[0], "×");
    }
}
