using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Indicators;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Stories;

/// <summary>
/// The sessions there are bars of, and from which on they are told: a function of the options and the keys of the
/// bars.
/// </summary>
/// <remarks>
/// By default the first session told is the first of which every state of the daily bars is known: the slowest
/// indicator and then the rolling window have passed. The last is that of the minute bars; where the daily bars go on
/// in a later month, the last of that month.
/// </remarks>
public sealed class StorySessions
{
    private readonly DateOnly _from;

    private StorySessions(IReadOnlyList<DateOnly> minutes, IReadOnlyList<DateOnly> days, DateOnly from) =>
        (Minutes, Days, _from) = (minutes, days, from);

    /// <summary>Sessions with minute bars, up to the last one told.</summary>
    public IReadOnlyList<DateOnly> Minutes { get; }

    /// <summary>Sessions of the calendar in the months of daily bars, up to the last one told.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    /// <exception cref="PlanException">There are daily bars, but too few before any session.</exception>
    public static StorySessions Of(StoriesOptions options, IPartitionKeys upstream)
    {
        DateOnly[] minutes = [.. upstream.Of(MarketDatasets.Minutes).Select(Parse).Order()];
        DateOnly[] months = [.. upstream.Of(MarketDatasets.Daily).Select(Months.First).Order()];
        DateOnly end = months.Length == 0 ? DateOnly.MinValue : Months.Last(months[^1]);
        DateOnly to = options.To ?? (minutes.Length > 0 && minutes[^1] >= end.AddDays(1 - end.Day) ? minutes[^1] : end);
        IReadOnlyList<DateOnly> days =
            months.Length == 0 ? [] : TradingCalendar.Nyse.Days(months[0], to < end ? to : end);
        DateOnly from = options.From ?? FirstTold(options, days);
        return new StorySessions([.. minutes.Where(d => d <= to)], days, from);
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Parse(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// Every session told and some before it, as places: of its frequency, its sessions, and its index among them.
    /// </summary>
    /// <param name="minutesBefore">Sessions before the first one told whose minutes are wanted too.</param>
    /// <param name="daysBefore">The same of daily bars.</param>
    public IEnumerable<StorySession> From(int minutesBefore = 0, int daysBefore = 0) =>
        Told(StoryDatasets.Minute, Minutes, minutesBefore).Concat(Told(StoryDatasets.Day, Days, daysBefore));

    private IEnumerable<StorySession> Told(string frequency, IReadOnlyList<DateOnly> sessions, int before)
    {
        int first = sessions.TakeWhile(d => d < _from).Count();
        for (int i = Math.Max(0, first - before); i < sessions.Count; i++)
            yield return new StorySession(frequency, sessions, i);
    }

    private static DateOnly FirstTold(StoriesOptions options, IReadOnlyList<DateOnly> days)
    {
        int warmup = IndicatorSets.Stories16.Warmup + options.RollingWindow;
        if (days.Count == 0) return DateOnly.MinValue;
        if (warmup < days.Count) return days[warmup];
        throw new PlanException($"There are daily bars of {days.Count} sessions, and {warmup} come before the first " +
            "story. Load more bars, or set stories.from and have the first stories say less.");
    }
}

/// <summary>A session of one frequency among its like.</summary>
/// <param name="Frequency"><see cref="StoryDatasets.Minute"/> or <see cref="StoryDatasets.Day"/>.</param>
/// <param name="All">Sessions of this frequency, in order.</param>
public readonly record struct StorySession(string Frequency, IReadOnlyList<DateOnly> All, int Index)
{
    public DateOnly Date => All[Index];

    public string Key => KeyOf(Index);

    public Scope Scope => new(null, Date, Date);

    /// <summary>Keys of some sessions before it, as many as there are, and its own.</summary>
    public IEnumerable<string> KeysFrom(int before)
    {
        for (int i = Math.Max(0, Index - before); i <= Index; i++) yield return KeyOf(i);
    }

    private string KeyOf(int index) => $"{Frequency}/{StorySessions.Text(All[index])}";
}
