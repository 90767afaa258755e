namespace Tauric.Pipelines.Stories.Telling;

/// <summary>
/// How the state of a variable is told: a frame with room for how surely and for the state. A degree under
/// <see cref="Sure"/> is said without emphasis, one under <see cref="Bare"/> as borderline: two states share it.
/// </summary>
/// <param name="Frames">With two slots.</param>
/// <param name="Words">By level. No word of a level is a word of another one.</param>
/// <param name="Tails">What a level suggests; null for nothing. Drawn like a word.</param>
internal sealed record StateWords(string[] Frames, string[][] Words, string[]?[]? Tails = null)
{
    public const float Bare = 0.6f;
    public const float Sure = 0.85f;

    /// <summary>Says the state of a row, unless it warms up.</summary>
    public void Tell(Subject subject, StateRows rows, int variable, int row, ClauseWriter to)
    {
        int level = rows.Level(variable, row);
        if (level < 0) return;
        float degree = rows.Degree(variable, row);
        string surely = degree < Bare ? "only just " : degree >= Sure ? "clearly " : "";
        to.Say(subject, Frames, surely, to.Pick(Words[level]));
        if (Tails?[level] is { } tails) to.Append(to.Pick(tails));
        string name = StateRows.NameOf(variable);
        to.RestsOn(rows.States, name, rows.Time(row), level);
        to.RestsOn(rows.States, name + Cells.Degree, rows.Time(row), degree);
    }
}
