namespace Tauric.Pipelines.Stories.Telling;

/// <summary>The state of the volume, the session before beside it, the market's TRIN, patterns.</summary>
internal static class VolumeNarrative
{
    private static readonly string[] s_interest =
        ["", "", ", suggesting institutional interest", ", a sign of institutional interest"];

    private static readonly string[] s_neglect = ["", "", ", suggesting little interest"];

    private static readonly StateWords s_state = new(
        ["volume was ~~", "trading was ~~", "turnover ran ~~"],
        [
            ["very thin", "sparse"], ["light", "muted"], ["normal", "ordinary"], ["elevated", "brisk"],
            ["very heavy", "exceptional"],
        ],
        [s_neglect, s_neglect, null, s_interest, s_interest]);

    private static readonly string[] s_none = ["no shares changed hands", "not one share changed hands"];

    private static readonly string[] s_more =
        ["~% more shares changed hands than in the session before", "volume came ~% above the session before"];

    private static readonly string[] s_less =
        ["~% fewer shares changed hands than in the session before", "volume came ~% below the session before"];

    private static readonly string[] s_same = ["as many shares changed hands as in the session before"];

    private static readonly string[] s_trin = ["the market's TRIN stood at ~", "the TRIN of the market was ~"];

    public static void Tell(SessionRows session, ClauseWriter to)
    {
        s_state.Tell(Subject.Volume, session.Daily, StateRows.Volume, session.Row, to);
        TellShares(session, to);
        MarketNarrative.Tell(Subject.Volume, "TRIN", s_trin, session, to);
        PatternNarrative.Tell(Subject.Volume, session, to);
    }

    private static void TellShares(SessionRows session, ClauseWriter to)
    {
        if (session.Bars.Of(session.Row, 0) is not { } now) return;
        if (now.Volume == 0)
        {
            to.Say(Subject.Volume, s_none);
            to.RestsOn(Cells.Bars, Cells.Volume, now.Time, now.Volume);
            return;
        }

        if (session.Bars.Of(session.Row, 1) is not { } then) return;
        if (Quantity.Change(then.Volume, now.Volume) is not { } change) return;
        Span<char> number = stackalloc char[Quantity.LengthMax];
        string[] frames = change > 0 ? s_more : change < 0 ? s_less : s_same;
        to.Say(Subject.Volume, frames, Quantity.Text(Math.Abs(change), number));
        to.RestsOn(Cells.Bars, Cells.Volume, now.Time, now.Volume);
        to.RestsOn(Cells.Bars, Cells.Volume, then.Time, then.Volume);
    }
}
