namespace Tauric.Pipelines.Stories.Telling;

/// <summary>The state of volatility, of the day and of its last minute, and the market's VIX.</summary>
internal static class VolatilityNarrative
{
    private static readonly StateWords s_state = new(
        ["volatility was ~~", "volatility read ~~", "the volatility environment was ~~"],
        [
            ["very calm", "dormant"], ["calm", "subdued"], ["normal", "ordinary"], ["high", "tense"],
            ["extreme", "violent"],
        ]);

    private static readonly StateWords s_late = new(
        ["the tape was ~~ at the end", "the last minutes were ~~"],
        [
            ["very quiet", "almost still"], ["quiet", "settled"], ["as lively as usual", "steady"],
            ["restless", "choppy"], ["turbulent", "wild"],
        ]);

    private static readonly string[] s_vix = ["the VIX stood at ~", "the VIX closed at ~"];

    public static void Tell(SessionRows session, ClauseWriter to)
    {
        s_state.Tell(Subject.Volatility, session.Daily, StateRows.Volatility, session.Row, to);
        if (session.Minutes is { } minutes && session.Marks.Close is >= 0 and int close)
            s_late.Tell(Subject.Volatility, minutes, StateRows.Volatility, close, to);
        MarketNarrative.Tell(Subject.Volatility, "VIX", s_vix, session, to);
    }
}
