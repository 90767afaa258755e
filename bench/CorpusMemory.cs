using Tauric.Engine.Time;
using Tauric.Host.Sample;

namespace Tauric.Bench;

/// <summary>Does memory grow with the number of days? Over spans of one market, at two memory budgets.</summary>
[Benchmark("corpus-memory", "peak memory of first runs over 60 to 708 days at two --memory, and its slope")]
internal sealed class CorpusMemory : IBenchmark
{
    private static readonly string[] s_budgets = ["1GB", "512MB"];
    private static readonly int[] s_days = [60, 120, 240, 354, 708];
    private static readonly int[] s_daysQuick = [5, 10, 20];

    public void Run(Measurement measurement)
    {
        SampleOptions whole = measurement.IsQuick ? SampleOptions.Cut() : SampleOptions.Full();
        IReadOnlyList<DateOnly> sessions = TradingCalendar.Nyse.Days(whole.From, whole.From.AddYears(3));
        ILookup<string, (double Days, double MB)> peaks = (
            from days in measurement.IsQuick ? s_daysQuick : s_days
            from peak in Peaks(measurement, days, whole with { To = sessions[days - 1] })
            select peak).ToLookup(peak => peak.Budget, peak => (peak.Days, peak.MB));
        foreach (IGrouping<string, (double Days, double MB)> of in peaks)
        {
            measurement.Figure($"{of.Key}: slope of the peak", Slope([.. of]) * 100, "MB/100 days");
            measurement.Figure($"{of.Key}: slope of the last two", Slope([.. of.TakeLast(2)]) * 100, "MB/100 days");
        }
    }

    private static List<(string Budget, double Days, double MB)> Peaks(
        Measurement measurement, int days, SampleOptions sample)
    {
        var peaks = new List<(string, double, double)>();
        using var root = new CorpusRoot(sample);
        foreach (string budget in s_budgets)
        {
            CorpusRun run = root.Run(gated: false, budget);
            peaks.Add((budget, days, run.PeakBytes / 1e6));
            measurement.Figure($"{budget}, {days} days: peak memory", run.PeakBytes / 1e6, "MB");
            long samples = run.Datasets().Single(d => d.Dataset == "assembled").Rows;
            measurement.Check($"{days} days: 14 tickers × 20 variations", samples == 14L * days * 20);
            root.Forget();
        }

        return peaks;
    }

    /// <summary>Of the least-squares line, MB a day.</summary>
    private static double Slope(IReadOnlyList<(double Days, double MB)> peaks)
    {
        double meanDays = peaks.Average(p => p.Days), meanMB = peaks.Average(p => p.MB);
        return peaks.Sum(p => (p.Days - meanDays) * (p.MB - meanMB)) / peaks.Sum(p => Math.Pow(p.Days - meanDays, 2));
    }
}
