using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>The state of the price, how far it came, how the day went, its patterns.</summary>
internal static class PriceNarrative
{
    // A level of the price is how it moved, by its own measure: see LevelWords.
    private static readonly StateWords s_state =
        new(["price ~~", "the price ~~", "price ~~ by its own measure"], LevelWords.Price);

    private static readonly string[] s_accelerated = [", then accelerated", ", then picked up speed"];

    // By lookback: what gained, what lost, what stayed.
    private static readonly (string[] Up, string[] Down, string[] Same)[] s_changes =
    [
        (["the shares gained ~% on the session", "the shares rose ~% on the day",
                "the close came ~% above the last one"],
            ["the shares lost ~% on the session", "the shares fell ~% on the day",
                "the close came ~% below the last one"],
            ["the shares closed unchanged", "the close matched the last one"]),
        Since("five"),
        Since("twenty"),
    ];

    private static readonly string[] s_paths =
    [
        "the tape ran ~ after the open, ~ by midday and ~ into the close",
        "the tape began ~, turned ~ by midday and ended ~",
    ];

    private static readonly string[] s_stretches =
    [
        "the tape ran ~ all day", "the tape began ~ and stayed so",
        "the tape was ~ at the open, at midday and at the close",
    ];

    // One way to say all three: a clause keeps to it.
    private static readonly string[][] s_trends = [["down", "sideways", "up"], ["downhill", "level", "uphill"]];

    public static void Tell(SessionRows session, ClauseWriter to)
    {
        s_state.Tell(Subject.Price, session.Daily, StateRows.Price, session.Row, to);
        TellAcceleration(session, to);
        for (int lookback = 1; lookback < Session.Lookbacks.Length; lookback++) TellChange(session, lookback, to);
        TellPath(session, to);
        PatternNarrative.Tell(Subject.Price, session, to);
    }

    private static (string[] Up, string[] Down, string[] Same) Since(string sessions) => (
        [$"the shares stood ~% above their close of {sessions} sessions before", $"{sessions} sessions had added ~%"],
        [$"the shares stood ~% below their close of {sessions} sessions before", $"{sessions} sessions had cost ~%"],
        [$"the shares stood level with their close of {sessions} sessions before",
            $"{sessions} sessions had changed nothing"]);

    private static void TellChange(SessionRows session, int lookback, ClauseWriter to)
    {
        if (session.Bars.Of(session.Row, 0) is not { } now) return;
        if (session.Bars.Of(session.Row, lookback) is not { } then) return;
        if (Quantity.Change(then.Close, now.Close) is not { } change) return;
        Span<char> number = stackalloc char[Quantity.LengthMax];
        var (up, down, same) = s_changes[lookback - 1];
        string[] frames = change > 0 ? up : change < 0 ? down : same;
        to.Say(Subject.Price, frames, Quantity.Text(Math.Abs(change), number));
        to.RestsOn(Cells.Bars, Cells.Close, now.Time, now.Close);
        to.RestsOn(Cells.Bars, Cells.Close, then.Time, then.Close);
    }

    /// <summary>Momentum moved on in the price's direction from midday to the close.</summary>
    private static void TellAcceleration(SessionRows session, ClauseWriter to)
    {
        (_, int midday, int close) = session.Marks;
        int price = session.Daily.Level(StateRows.Price, session.Row) - 2;
        if (session.Minutes is not { } minutes || price is -3 or 0 || midday < 0 || close <= midday) return;
        int then = minutes.Level(StateRows.Momentum, midday), now = minutes.Level(StateRows.Momentum, close);
        if (then < 0 || now < 0 || (now - then) * price <= 0) return;
        to.Append(to.Pick(s_accelerated));
        to.RestsOn(minutes.States, StateRows.NameOf(StateRows.Momentum), minutes.Time(midday), then);
        to.RestsOn(minutes.States, StateRows.NameOf(StateRows.Momentum), minutes.Time(close), now);
    }

    /// <summary>Where the minutes trended after half an hour, at midday and at the end.</summary>
    private static void TellPath(SessionRows session, ClauseWriter to)
    {
        (int opening, int midday, int close) = session.Marks;
        if (session.Minutes is not { } minutes || opening < 0 || midday <= opening || close <= midday) return;
        ReadOnlySpan<int> marks = [opening, midday, close];
        Span<int> levels = stackalloc int[marks.Length];
        for (int i = 0; i < marks.Length; i++)
            if ((levels[i] = minutes.Level(StateRows.Trend, marks[i])) < 0) return;
        string[] words = to.Pick(s_trends);
        bool isOne = levels[0] == levels[1] && levels[1] == levels[2];
        to.Say(Subject.Price, isOne ? s_stretches : s_paths, words[levels[0]], words[levels[1]], words[levels[2]]);
        for (int i = 0; i < marks.Length; i++)
            to.RestsOn(minutes.States, StateRows.NameOf(StateRows.Trend), minutes.Time(marks[i]), levels[i]);
    }
}
