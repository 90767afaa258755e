namespace Tauric.Pipelines.Feeds;

/// <summary>A number of a day. Its id is the symbol and the day: who says them again restates the number.</summary>
/// <param name="Symbol">As the one who asked named it: <c>VIX</c>, <c>FRED_UNRATE</c>.</param>
public abstract record MarketValue(string Id, long EventTime, long KnownAt, string Symbol, double Value)
    : FeedItem(Id, EventTime, KnownAt)
{
    /// <exception cref="RefusedException">The day lies after the payload's: nobody could know.</exception>
    public static void RequireKnown(Payload payload, DateOnly day)
    {
        if (day > payload.Key.Date)
            throw new RefusedException("after-payload", $"{FeedTime.Iso(day)} > {FeedTime.Iso(payload.Key.Date)}");
    }

    /// <summary>
    /// When a number that is public the day it is about could be known: then, if the payload is of that month; what a
    /// later one brings is known from the end of its own day, for the months before may have been told without it.
    /// </summary>
    public static long Known(Payload payload, DateOnly day, long published)
    {
        DateOnly of = payload.Key.Date;
        return (day.Year, day.Month) == (of.Year, of.Month) ? published : FeedTime.EndOfDay(of);
    }

    protected static string IdOf(string symbol, DateOnly day) => $"{symbol}/{FeedTime.Iso(day)}";
}

/// <summary>Breadth or fear of the whole market at a session's close.</summary>
public sealed record InternalsValue(DateOnly Day, long EventTime, long KnownAt, string Symbol, double Value)
    : MarketValue(IdOf(Symbol, Day), EventTime, KnownAt, Symbol, Value);

/// <summary>An observation of an economic series, in its unit.</summary>
public sealed record EconomicValue(DateOnly Day, long EventTime, long KnownAt, string Symbol, double Value)
    : MarketValue(IdOf(Symbol, Day), EventTime, KnownAt, Symbol, Value);

/// <summary>What options of a day say: a volatility index, a put/call ratio.</summary>
public sealed record OptionsValue(DateOnly Day, long EventTime, long KnownAt, string Symbol, double Value)
    : MarketValue(IdOf(Symbol, Day), EventTime, KnownAt, Symbol, Value);
