using Tauric.Engine.Time;
using static Tauric.Pipelines.Decisions.Features.FeatureNeeds;
using static Tauric.Pipelines.Decisions.Features.SpanStatistics;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>When it is, and how what happens now depends on what happened a moment before.</summary>
internal static class TemporalFeatures
{
    private const double DaySeconds = 86_400;

    public static IReadOnlyList<Feature> All { get; } =
    [
        new("time_of_day_sine", "1", Decision, Windows.Once, "none", "Sine of the time of day, UTC.",
            f => Sine(SecondOfDay(f) / DaySeconds)),
        new("time_of_day_cosine", "1", Decision, Windows.Once, "none", "Its cosine.",
            f => Sine((SecondOfDay(f) / DaySeconds) + 0.25)),
        new("day_of_week_sine", "1", Decision, Windows.Once, "none", "Sine of the weekday, Monday 0.",
            f => Sine(Weekday(f) / 7.0)),
        new("day_of_week_cosine", "1", Decision, Windows.Once, "none", "Its cosine.",
            f => Sine((Weekday(f) / 7.0) + 0.25)),
        new("day_of_year_sine", "1", Decision, Windows.Once, "none", "Sine of the day of the year.",
            f => Sine(YearShare(f))),
        new("day_of_year_cosine", "1", Decision, Windows.Once, "none", "Its cosine.", f => Sine(YearShare(f) + 0.25)),
        new("day_of_month", "1", Decision, Windows.Once, "minmax", "From 1.", f => Date(f).Day),
        new("days_to_month_end", "1", Decision, Windows.Once, "minmax", "0 on the last.",
            f => DateTime.DaysInMonth(Date(f).Year, Date(f).Month) - Date(f).Day),
        new("is_session", "1", Decision, Windows.Once, "none", "1 while New York trades, else 0.",
            f => double.IsNaN(MinutesOpen(f)) ? 0 : 1),
        new("minutes_since_open", "min", Decision, Windows.Once, "minmax", "Of a session in New York.", MinutesOpen),
        new("minutes_to_close", "min", Decision, Windows.Once, "minmax", "Of a session in New York.",
            f => SessionMinutes(f) - MinutesOpen(f)),
        new("session_share", "share", Decision, Windows.Once, "none", "How much of the session is over.",
            f => MinutesOpen(f) / SessionMinutes(f)),
        new("lookahead_minutes", "min", Decision, Windows.Once, "minmax", "How far the outcome will look.",
            f => f.Decision.LookaheadMinutes),
        new("return_autocorrelation", "1", Grid, Windows.Ticks, "minmax", "Of returns a step apart.",
            f => Autocorrelation(f.Window.Returns, 1)),
        new("volume_autocorrelation", "1", Grid | Trades, Windows.Ticks, "minmax", "Of volumes a step apart.",
            f => Autocorrelation(f.Window.Volume, 1)),
        new("variance_ratio_5", "1", Grid, Windows.Ticks, "robust",
            "Variance of returns over 5 steps against 5 times that of one (Lo and MacKinlay 1988).", VarianceRatio),
        new("trend_consistency", "share", Grid, Windows.Ticks, "minmax",
            "Net move over the way gone (Kaufman's efficiency ratio).",
            f => Efficiency(f.Window.Close, f.Window.Open[0])),
        new("activity_shift", "1", Grid | Trades, Windows.Ticks, "rank",
            "Volume of the last quarter of the steps over a quarter of the volume.",
            f => 4 * Sum(f.Window.Volume[^(WindowFrame.Steps / 4)..]) / Sum(f.Window.Volume)),
        new("volatility_shift", "1", Grid, Windows.Ticks, "robust",
            "Squared returns of the last quarter of the steps over a quarter of them all.",
            f => 4 * Squares(f.Window.Returns[^(WindowFrame.Steps / 4)..]) / Squares(f.Window.Returns)),
        new("unchanged_share", "share", Grid, Windows.Ticks, "minmax", "Steps in which the mid did not move.",
            f => (double)f.Window.Returns.Count(0) / WindowFrame.Steps),
    ];

    private static double SecondOfDay(FeatureFrame f) => f.Now % UtcMicros.PerDay / 1e6;

    private static DateOnly Date(FeatureFrame f) => Inputs.Day.Of(f.Now);

    private static int Weekday(FeatureFrame f) => ((int)Date(f).DayOfWeek + 6) % 7;

    private static double YearShare(FeatureFrame f) =>
        (Date(f).DayOfYear - 1) / (DateTime.IsLeapYear(Date(f).Year) ? 366.0 : 365.0);

    private static double SessionMinutes(FeatureFrame f)
    {
        DateOnly day = MarketTime.EasternDate(f.Now);
        if (!TradingCalendar.Nyse.IsTradingDay(day)) return double.NaN;
        return (TradingCalendar.Nyse.CloseMicros(day) - TradingCalendar.Nyse.OpenMicros(day)) / 6e7;
    }

    private static double MinutesOpen(FeatureFrame f)
    {
        DateOnly day = MarketTime.EasternDate(f.Now);
        if (!TradingCalendar.Nyse.IsTradingDay(day)) return double.NaN;
        long open = TradingCalendar.Nyse.OpenMicros(day);
        return f.Now >= open && f.Now <= TradingCalendar.Nyse.CloseMicros(day) ? (f.Now - open) / 6e7 : double.NaN;
    }

    private static double VarianceRatio(FeatureFrame f)
    {
        const int Lag = 5;
        ReadOnlySpan<double> returns = f.Window.Returns;
        Span<double> sums = stackalloc double[WindowFrame.Steps - Lag + 1];
        for (int i = 0; i < sums.Length; i++)
        {
            double sum = 0;
            foreach (double r in returns.Slice(i, Lag)) sum += r;
            sums[i] = sum;
        }

        return Variance(sums) / (Lag * Variance(returns));
    }

    private static double Efficiency(ReadOnlySpan<double> mids, double before)
    {
        double way = 0, start = before;
        foreach (double mid in mids)
        {
            way += Math.Abs(mid - before);
            before = mid;
        }

        return Math.Abs(before - start) / way;
    }

    /// <summary>
    /// sin 2πx for x from 0 to 2, by its series around the nearest half turn: the same bits everywhere, which a
    /// platform's sine does not promise. Error below 1e-12.
    /// </summary>
    internal static double Sine(double x)
    {
        double half = Math.Round(2 * x), angle = Math.PI * ((2 * x) - half), square = angle * angle, sum = 0;
        for (int n = 19; n >= 1; n -= 2) sum = Math.FusedMultiplyAdd(-square / ((n + 1) * (n + 2)), sum, 1);
        return (((long)half & 1) == 0 ? 1 : -1) * angle * sum;
    }
}
