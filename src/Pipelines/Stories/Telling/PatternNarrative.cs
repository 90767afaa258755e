namespace Tauric.Pipelines.Stories.Telling;

/// <summary>Says which pattern of a subject was seen: among the daily bars, and among the minutes when.</summary>
internal static class PatternNarrative
{
    private static readonly string[] s_day = ["the daily bars traced a ~ pattern", "the daily bars showed a ~ pattern"];

    private static readonly string[] s_minutes =
        ["the minute bars traced a ~ pattern at ~", "the tape showed a ~ pattern at ~"];

    public static void Tell(Subject subject, SessionRows session, ClauseWriter to)
    {
        if (session.Patterns.OfDay is { } day && day.Pattern.Subject == subject)
        {
            to.Say(subject, s_day, day.Pattern.Words);
            to.RestsOn(day.Dataset, Cells.Pattern, day.Time, day.Score);
        }

        if (session.Patterns.OfMinutes(subject) is not { } seen) return;
        Span<char> time = stackalloc char[Quantity.LengthMax];
        to.Say(subject, s_minutes, seen.Pattern.Words, Quantity.TimeOfDay(seen.Time, session.Open, time));
        to.RestsOn(seen.Dataset, Cells.Pattern, seen.Time, seen.Score);
    }
}
