using Tauric.Engine.Time;

namespace Tauric.Pipelines.Stories.Market;

/// <summary>A place a day of a month. A payload may hold bars of its month's sessions up to its date.</summary>
internal sealed class MonthBars(DateOnly first) : BarReader(new BarGrid(DateTime.DaysInMonth(first.Year, first.Month)))
{
    public DateOnly Day(int slot) => first.AddDays(slot);

    protected override string? Place(DateOnly day, int minute, out int slot)
    {
        slot = day.Day - 1;
        if (day.Year != first.Year || day.Month != first.Month) return "other-month";
        if (day > Payload.Date) return "after-payload";
        return TradingCalendar.Nyse.IsTradingDay(day) ? null : "not-a-session";
    }
}
