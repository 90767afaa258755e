using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// The decision days of a corpus and where validation starts: a function of the options and the payload dates.
/// </summary>
/// <remarks>By default the days start when a whole news window lies behind them and end with the news.</remarks>
public sealed class CorpusDays
{
    private const int NewsDays = 30;

    private CorpusDays(IReadOnlyList<DateOnly> days, DateOnly validationFrom) =>
        (Days, ValidationFrom) = (days, validationFrom);

    public IReadOnlyList<DateOnly> Days { get; }

    /// <summary>The first validation day: a trading day, perhaps after the last decision day.</summary>
    public DateOnly ValidationFrom { get; }

    /// <exception cref="PlanException">Nothing says which days there are.</exception>
    public static CorpusDays Of(CorpusOptions options, IPartitionKeys upstream)
    {
        (DateOnly First, DateOnly Last)? news = options.From is null || options.To is null ? NewsDates(upstream) : null;
        DateOnly from = options.From ?? news?.First.AddDays(NewsDays) ?? throw NoDays();
        DateOnly to = options.To ?? news?.Last ?? throw NoDays();
        IReadOnlyList<DateOnly> days = TradingCalendar.Nyse.Days(from, to);
        if (days.Count == 0)
            throw new PlanException($"There is no trading day from {Text(from)} to {Text(to)}. " +
                "Set corpus.from and corpus.to, or load more news.");
        int training = Math.Clamp((int)(days.Count * (1 - options.ValidationShare)), 0, days.Count - 1);
        DateOnly validation = options.ValidationFrom ?? days[training];
        bool isSession = TradingCalendar.Nyse.IsTradingDay(validation);
        return new CorpusDays(days, isSession ? validation : TradingCalendar.Nyse.Next(validation));
    }

    /// <summary>The instant of decision on a day: what is known later does not exist.</summary>
    public static long Cutoff(CorpusOptions options, DateOnly day) => MarketTime.ToUtcMicros(day, options.DecisionTime);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Parse(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static (DateOnly First, DateOnly Last)? NewsDates(IPartitionKeys upstream)
    {
        (DateOnly First, DateOnly Last)? span = null;
        foreach (string key in upstream.Of(Canonical.Raw))
        {
            if (!key.StartsWith("finnhub/", StringComparison.Ordinal)) continue;
            ReadOnlySpan<char> name = key.AsSpan(key.LastIndexOf('/') + 1);
            if (name.Length < 10 || !DateOnly.TryParseExact(name[..10], "yyyy-MM-dd", out DateOnly day)) continue;
            span = span is { } s ? (day < s.First ? day : s.First, day > s.Last ? day : s.Last) : (day, day);
        }

        return span;
    }

    private static PlanException NoDays() => new(
        "There is no news in the input to take the decision days from. " +
        "Point --input at a folder of payloads, or set corpus.from and corpus.to.");
}
