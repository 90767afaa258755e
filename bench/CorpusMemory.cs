using Tauric.Engine.Time;
using Tauric.Host.Sample;

namespace Tauric.Bench;

/// <summary>Does memory grow with the number of days? Measured over spans of one market at one memory budget.</summary>
[Benchmark("corpus-memory", "peak memory of first runs over 60, 120, 240 and 354 days at one --memory, and its slope")]
internal sealed class CorpusMemory : IBenchmark
{
    private const string Budget = "512MB";

    private static readonly int[] s_days = [60, 120, 240, 354];
    private static readonly int[] s_daysQuick = [5, 10, 20];

    public void Run(Measurement measurement)
    {
        SampleOptions whole = measurement.IsQuick ? SampleOptions.Cut() : SampleOptions.Full();
        IReadOnlyList<DateOnly> sessions = TradingCalendar.Nyse.Days(whole.From, whole.To);
        var peaks = new List<(double Days, double MB)>();
        foreach (int days in measurement.IsQuick ? s_daysQuick : s_days)
        {
            using var root = new CorpusRoot(whole with { To = sessions[days - 1] });
            CorpusRun run = root.Run(gated: false, Budget);
            peaks.Add((days, run.PeakBytes / 1e6));
            measurement.Figure($"{days} days: peak memory", run.PeakBytes / 1e6, "MB");
            measurement.Figure($"{days} days: written", run.BytesWritten / 1e6, "MB");
            long samples = run.Datasets().Single(d => d.Dataset == "assembled").Rows;
            measurement.Check($"14 tickers × {days} days × 20 variations", samples == 14L * days * 20);
        }

        measurement.Figure("slope of the peak", Slope(peaks) * 100, "MB/100 days");
        measurement.Figure($"slope from {peaks[^2].Days} days on", Slope(peaks[^2..]) * 100, "MB/100 days");
    }

    /// <summary>Of the least-squares line, MB a day.</summary>
    private static double Slope(List<(double Days, double MB)> peaks)
    {
        double meanDays = peaks.Average(p => p.Days), meanMB = peaks.Average(p => p.MB);
        return peaks.Sum(p => (p.Days - meanDays) * (p.MB - meanMB)) / peaks.Sum(p => Math.Pow(p.Days - meanDays, 2));
    }
}
