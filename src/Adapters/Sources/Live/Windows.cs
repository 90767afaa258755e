using Tauric.Engine.Time;

namespace Tauric.Adapters.Sources.Live;

/// <summary>How many days a payload is about.</summary>
public enum WindowSize
{
    /// <summary>A UTC day.</summary>
    Day,

    /// <summary>A session of the NYSE.</summary>
    Session,

    /// <summary>A calendar month, cut to what is asked.</summary>
    Month,

    /// <summary>Everything asked for.</summary>
    Whole,

    /// <summary>
    /// The day of the request. For histories that do not say when a number became known: dated earlier they would tell
    /// the past what it could not know.
    /// </summary>
    Request,
}

/// <summary>Days a payload is about, both included; the last one names it.</summary>
public readonly record struct FetchWindow(string Entity, DateOnly From, DateOnly To)
{
    /// <summary>The entity as it may stand in an address.</summary>
    internal string Symbol => Uri.EscapeDataString(Entity);

    /// <summary>First day of its month.</summary>
    internal DateOnly Month => new(To.Year, To.Month, 1);
}

/// <summary>Divides the days asked for, and those around them that a decision reads, into windows.</summary>
public sealed record Windows(WindowSize Size)
{
    /// <summary>Days before the first that its decision reads.</summary>
    public int LeadDays { get; init; }

    /// <summary>Sessions before the first that its decision reads.</summary>
    public int LeadSessions { get; init; }

    /// <summary>Years before the first that its decision reads, from the beginning of the year.</summary>
    public int LeadYears { get; init; }

    /// <summary>Sessions after the last that its label reads.</summary>
    public int TrailSessions { get; init; }

    /// <param name="today">In UTC. Nothing is asked of later days.</param>
    public IEnumerable<FetchWindow> Of(string entity, DateOnly from, DateOnly to, DateOnly today)
    {
        if (Size == WindowSize.Request) return [new FetchWindow(entity, today, today)];
        from = from.AddDays(-LeadDays);
        if (LeadYears > 0) from = new DateOnly(from.Year - LeadYears, 1, 1);
        for (int i = 0; i < LeadSessions; i++) from = TradingCalendar.Nyse.Previous(from);
        for (int i = 0; i < TrailSessions; i++) to = TradingCalendar.Nyse.Next(to);
        to = to < today ? to : today;
        return from > to ? [] : Size switch
        {
            WindowSize.Day => Days(entity, from, to),
            WindowSize.Session => Days(entity, from, to).Where(day => TradingCalendar.Nyse.IsTradingDay(day.From)),
            WindowSize.Month => Months(entity, from, to),
            _ => [new FetchWindow(entity, from, to)],
        };
    }

    private static IEnumerable<FetchWindow> Days(string entity, DateOnly from, DateOnly to)
    {
        for (DateOnly day = from; day <= to; day = day.AddDays(1)) yield return new FetchWindow(entity, day, day);
    }

    private static IEnumerable<FetchWindow> Months(string entity, DateOnly from, DateOnly to)
    {
        for (DateOnly start = from; start <= to;)
        {
            DateOnly next = new DateOnly(start.Year, start.Month, 1).AddMonths(1);
            yield return new FetchWindow(entity, start, next <= to ? next.AddDays(-1) : to);
            start = next;
        }
    }
}
