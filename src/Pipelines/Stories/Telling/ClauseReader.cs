using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>Reads the clauses of a row of <see cref="StoryDatasets.Components"/> back from its support.</summary>
/// <param name="before">When the session before closed, µs: what was published by then is old.</param>
internal sealed class ClauseReader(RecordBatch components, long before)
{
    private readonly Column _support = components["support"];
    private readonly Column[] _cells = [.. components["support"].Children[0].Children];
    private readonly List<ToldClause> _clauses = [];

    /// <summary>The clauses of a row by subject, in the order of their text. Good until the next call.</summary>
    /// <param name="texts">The row's narratives by subject.</param>
    public IReadOnlyList<ToldClause> Read(int row, ReadOnlySpan<string> texts)
    {
        _clauses.Clear();
        (int start, int count) = _support.ItemRange(row).GetOffsetAndLength(_cells[0].Length);
        ReadOnlySpan<int> starts = _cells[1].Values<int>(), lengths = _cells[2].Values<int>();
        for (int cell = start, next; cell < start + count; cell = next)
        {
            next = cell + 1;
            while (next < start + count && starts[next] == starts[cell]
                && _cells[0].Bytes(next).SequenceEqual(_cells[0].Bytes(cell))) next++;
            Subject subject = Subjects.Of(_cells[0].Bytes(cell));
            ReadOnlySpan<char> text = texts[(int)subject].AsSpan(starts[cell], lengths[cell]);
            (int lean, int strain, int age) = Sides(cell, next, text);
            _clauses.Add(new ToldClause(subject, starts[cell], lengths[cell], lean, strain, age));
        }

        return _clauses;
    }

    /// <param name="end">After the last cell of the clause.</param>
    private (int Lean, int Strain, int Age) Sides(int cell, int end, ReadOnlySpan<char> text)
    {
        ReadOnlySpan<byte> column = _cells[4].Bytes(cell);
        ReadOnlySpan<double> values = _cells[6].Values<double>()[cell..end];
        bool isMinute = Subjects.Equal(_cells[3].Bytes(cell), Cells.MinuteStates);
        if (Subjects.Equal(column, "price")) return (Math.Sign(values[0] - 2), 0, 1);
        if (Subjects.Equal(column, "momentum"))
            return (Math.Sign(isMinute ? values[1] - values[0] : values[0] - 2), 0, 0);
        if (Subjects.Equal(column, "trend"))
            return (Math.Sign(isMinute ? values[0] + values[1] + values[2] - 3 : values[0] - 1), 0, 0);
        if (Subjects.Equal(column, "volatility")) return (0, Math.Sign(values[0] - 2), 0);
        if (Subjects.Equal(column, Cells.Close)) return (Math.Sign(Quantity.Change(values[1], values[0]) ?? 0), 0, 0);
        if (Subjects.Equal(column, Cells.Pattern)) return (PatternWords.LeanOf(text), 0, 0);
        bool isOld = Subjects.Equal(column, Cells.Headline) && values[1] <= before;
        return (0, 0, isOld ? -1 : 0);
    }
}
