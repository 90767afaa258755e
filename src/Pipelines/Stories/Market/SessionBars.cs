using System.Globalization;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Stories.Market;

/// <summary>A place a minute of a session of the trading calendar: 390, or 210 on half days.</summary>
internal sealed class SessionBars(DateOnly day) : BarReader(new BarGrid(MinutesOf(day)))
{
    public const long MinuteMicros = 60 * UtcMicros.PerSecond;

    private const int OpenMinute = (9 * 60) + 30;

    public long Open { get; } = TradingCalendar.Nyse.OpenMicros(day);

    public static int MinutesOf(DateOnly day) =>
        (int)((TradingCalendar.Nyse.CloseMicros(day) - TradingCalendar.Nyse.OpenMicros(day)) / MinuteMicros);

    public static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Day(string key) =>
        DateOnly.ParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected override string? Place(DateOnly of, int minute, out int slot)
    {
        slot = minute - OpenMinute;
        if (of != day) return "other-day";
        return (uint)slot < (uint)Grid.Slots ? null : "outside-session";
    }
}
