namespace Tauric.Pipelines.Stories.Telling;

/// <summary>The state of momentum and trend, what the day did to momentum, the market's TICK, patterns.</summary>
internal static class MomentumNarrative
{
    private static readonly StateWords s_state = new(
        ["momentum was ~~", "momentum read ~~", "momentum indicators were ~~"],
        [
            ["very weak", "exhausted"], ["weak", "soft"], ["neutral", "balanced"], ["firm", "healthy"],
            ["very strong", "powerful"],
        ]);

    private static readonly StateWords s_trend = new(
        ["the trend was ~~", "the trend looked ~~"],
        [["down", "downward"], ["flat", "sideways"], ["up", "upward"]]);

    private static readonly string[] s_built = ["momentum built from open to close", "momentum picked up over the day"];
    private static readonly string[] s_faded = ["momentum faded from open to close", "momentum ebbed over the day"];
    private static readonly string[] s_held = ["momentum held from open to close", "momentum ended where it began"];
    private static readonly string[] s_tick = ["the market's TICK stood at ~", "the TICK of the market was ~"];

    public static void Tell(SessionRows session, ClauseWriter to)
    {
        s_state.Tell(Subject.Momentum, session.Daily, StateRows.Momentum, session.Row, to);
        s_trend.Tell(Subject.Momentum, session.Daily, StateRows.Trend, session.Row, to);
        TellDay(session, to);
        MarketNarrative.Tell(Subject.Momentum, "TICK", s_tick, session, to);
        PatternNarrative.Tell(Subject.Momentum, session, to);
    }

    private static void TellDay(SessionRows session, ClauseWriter to)
    {
        (int opening, _, int close) = session.Marks;
        if (session.Minutes is not { } minutes || opening < 0 || close <= opening) return;
        int first = minutes.Level(StateRows.Momentum, opening), last = minutes.Level(StateRows.Momentum, close);
        if (first < 0 || last < 0) return;
        to.Say(Subject.Momentum, last > first ? s_built : last < first ? s_faded : s_held);
        string name = StateRows.NameOf(StateRows.Momentum);
        to.RestsOn(minutes.States, name, minutes.Time(opening), first);
        to.RestsOn(minutes.States, name, minutes.Time(close), last);
    }
}
