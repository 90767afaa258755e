namespace Tauric.Pipelines.Stories.Telling;

/// <param name="IsMinute">Seen among the bars of a minute, at its time; else of the day.</param>
internal readonly record struct Sighting(PatternWords Pattern, string Dataset, long Time, float Score, bool IsMinute);

/// <summary>
/// Patterns seen in a symbol's session: that of the day, and for every subject the one of the minutes that scored best,
/// first where several did.
/// </summary>
internal sealed class PatternSightings
{
    private readonly List<PatternWords> _known = [];
    private readonly Sighting?[] _minutes = new Sighting?[Subjects.Count];

    public Sighting? OfDay { get; private set; }

    public Sighting? OfMinutes(Subject subject) => _minutes[(int)subject];

    public void Look(SessionRows session)
    {
        OfDay = See(session.Daily, session.Row, isMinute: false);
        Array.Clear(_minutes);
        if (session.Minutes is not { } minutes) return;
        (int start, int count) = session.MinuteRows.GetOffsetAndLength(minutes.Count);
        ReadOnlySpan<int> names = minutes.PatternOffsets;
        for (int row = start; row < start + count; row++)
        {
            // Most minutes show none; there are hundreds of thousands.
            if (names[row] == names[row + 1] || See(minutes, row, isMinute: true) is not { } seen) continue;
            ref Sighting? best = ref _minutes[(int)seen.Pattern.Subject];
            if (best is not { } b || seen.Score > b.Score) best = seen;
        }
    }

    private Sighting? See(StateRows rows, int row, bool isMinute)
    {
        ReadOnlySpan<byte> name = rows.Pattern(row);
        return name.IsEmpty
            ? null : new Sighting(Named(name), rows.States, rows.Time(row), rows.PatternScore(row), isMinute);
    }

    private PatternWords Named(ReadOnlySpan<byte> name)
    {
        foreach (PatternWords known in _known)
            if (known.Is(name)) return known;
        var words = PatternWords.Of(System.Text.Encoding.UTF8.GetString(name));
        _known.Add(words);
        return words;
    }
}
