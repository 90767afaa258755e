using Tauric.Engine;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Patterns;

/// <summary>
/// Scores how well the bars up to each row fit some patterns: a fuzzy segment automaton, one instrument at a time.
/// </summary>
/// <remarks>
/// A series moves over a segment by its change from the segment's first bar to its last, in units of a scale given
/// at the last: ATR(20) for a price, the deviation of the rows before for others. The score at a row is the
/// pattern's t-norm over the degrees to which the segments that end there are the movements asked for. So it is a
/// pure function of the window's bars and scales: the same bits in any cut, NaN until there is a whole window of
/// defined rows, in [0, 1] from then on. Where the scale is 0 nothing moves.
/// <para>
/// Tiles of at most <see cref="RowsMax"/> rows: <see cref="Move"/> every series, then <see cref="Score"/>. What lies
/// behind is remembered, and can be saved and restored. Not for two threads at once.
/// </para>
/// </remarks>
public sealed class PatternMatcher
{
    /// <summary>The most rows a tile may have: those of a tile of indicators.</summary>
    public const int RowsMax = Tile.RowsMax;

    private readonly Segments _segments;
    private readonly int _reach; // Rows before its own that a score looks at, in changes.
    private readonly double[][] _values; // A series each: the rows before, then the tile's.
    private readonly double[][] _changes;
    private readonly int[] _rows; // A series each: of the tile, −1 until it has moved.
    private readonly List<Degrees> _degrees = [];
    private readonly Term[][] _terms; // A pattern each.

    /// <param name="patterns">In the order of the columns of scores.</param>
    /// <param name="segments">The same for all patterns; four bars, three apart, when not given.</param>
    /// <exception cref="PlanException">There are no patterns, or two of one name.</exception>
    public PatternMatcher(IReadOnlyList<Pattern> patterns, Segments? segments = null)
    {
        if (patterns.Count == 0) throw new PlanException("There are no patterns to look for.");
        if (patterns.CountBy(pattern => pattern.Name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
        {
            throw new PlanException($"Two patterns are called '{twice}'.");
        }

        Patterns = patterns;
        _segments = segments ?? new Segments();
        Series = [.. patterns.SelectMany(pattern => pattern.Tracks).Select(track => track.Series).Distinct()];
        _reach = patterns.Max(pattern => pattern.Segments - 1) * _segments.Stride;
        _values = [.. Series.Select(_ => Undefined(_segments.Lag))];
        _changes = [.. Series.Select(_ => Undefined(_reach))];
        _rows = new int[Series.Count];
        Array.Fill(_rows, -1);
        _terms = [.. patterns.Select(Terms)];
    }

    public IReadOnlyList<Pattern> Patterns { get; }

    /// <summary>The series the patterns are about, in the order they are first named.</summary>
    public IReadOnlyList<string> Series { get; }

    /// <summary>How many doubles are remembered between tiles.</summary>
    public int StateLength => Series.Count * (_segments.Lag + _reach);

    /// <summary>How many defined rows a pattern needs before its first score.</summary>
    public int Warmup(Pattern pattern) => _segments.Window(pattern.Segments) - 1;

    /// <summary>Takes the next rows of one series.</summary>
    /// <param name="series">Its place in <see cref="Series"/>.</param>
    /// <param name="values">At most <see cref="RowsMax"/>, finite, or NaN while warming up.</param>
    /// <param name="scales">One a value, not below 0, or NaN while warming up.</param>
    /// <exception cref="ArgumentException">
    /// Lengths differ, too many rows, or the series has moved already: <see cref="Score"/> comes first.
    /// </exception>
    public void Move(int series, ReadOnlySpan<double> values, ReadOnlySpan<double> scales)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scales.Length, values.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, RowsMax);
        if (_rows[series] >= 0) throw new ArgumentException($"'{Series[series]}' has moved already.", nameof(series));
        _rows[series] = values.Length;
        double[] column = _values[series];
        values.CopyTo(column.AsSpan(_segments.Lag));
        MovementDegrees.Changes(column, _segments.Lag, scales, _changes[series].AsSpan(_reach, values.Length));
        KeepLast(column, _segments.Lag, values.Length);
    }

    /// <summary>Scores the rows all series have taken, one column a pattern after the other.</summary>
    /// <param name="scores">Patterns × rows.</param>
    /// <exception cref="ArgumentException">Another size is needed, or the series took different rows.</exception>
    public void Score(Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, Patterns.Count * _rows[0]);
        Score(scores, pitch: _rows[0]);
    }

    /// <summary>All rows at once, tile by tile.</summary>
    /// <param name="columns">Values and scales of every series in turn, one column after the other.</param>
    /// <param name="scores">One column a pattern after the other.</param>
    /// <exception cref="ArgumentException">The two do not have one number of rows.</exception>
    public void Match(ReadOnlySpan<double> columns, Span<double> scores)
    {
        int rows = columns.Length / (2 * Series.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns.Length, 2 * Series.Count * rows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, Patterns.Count * rows);
        for (int row = 0; row < rows; row += RowsMax)
        {
            int tile = Math.Min(RowsMax, rows - row);
            for (int series = 0; series < Series.Count; series++)
            {
                int values = (2 * series * rows) + row;
                Move(series, columns.Slice(values, tile), columns.Slice(values + rows, tile));
            }

            Score(scores[row..], pitch: rows);
        }
    }

    /// <summary>Writes all that later scores depend on.</summary>
    public void Save(Span<double> state)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Length, StateLength);
        for (int series = 0; series < Series.Count; series++)
        {
            _values[series].AsSpan(0, _segments.Lag).CopyTo(state);
            _changes[series].AsSpan(0, _reach).CopyTo(state[_segments.Lag..]);
            state = state[(_segments.Lag + _reach)..];
        }
    }

    /// <summary>Continues where the state was saved, by this or an equal matcher.</summary>
    public void Restore(ReadOnlySpan<double> state)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Length, StateLength);
        for (int series = 0; series < Series.Count; series++)
        {
            state[.._segments.Lag].CopyTo(_values[series]);
            state.Slice(_segments.Lag, _reach).CopyTo(_changes[series]);
            state = state[(_segments.Lag + _reach)..];
        }

        Array.Fill(_rows, -1);
    }

    private void Score(Span<double> scores, int pitch)
    {
        int rows = _rows[0];
        if (rows < 0 || _rows.AsSpan().ContainsAnyExcept(rows))
        {
            throw new ArgumentException($"Rows moved: {string.Join(", ", Series.Zip(_rows))}.", nameof(scores));
        }

        foreach (Degrees degrees in _degrees)
        {
            ReadOnlySpan<double> changes = _changes[degrees.Series].AsSpan(0, _reach + rows);
            MovementDegrees.Of(degrees.Movement, changes, degrees.Column);
        }

        for (int pattern = 0; pattern < Patterns.Count; pattern++)
        {
            Span<double> column = scores.Slice(pattern * pitch, rows);
            Term[] terms = _terms[pattern];
            At(terms[0]).CopyTo(column);
            foreach (Term term in terms.AsSpan(1)) Patterns[pattern].Norm.And(column, At(term), column);
        }

        foreach (double[] changes in _changes) KeepLast(changes, _reach, rows);
        Array.Fill(_rows, -1);

        ReadOnlySpan<double> At(Term term) => term.Degrees.Column.AsSpan(_reach - term.Late, rows);
    }

    /// <summary>Degrees of one movement of one series are computed once, for whichever patterns read them.</summary>
    private Term[] Terms(Pattern pattern)
    {
        var terms = new List<Term>();
        foreach (Track track in pattern.Tracks)
        {
            int series = Series.ToList().IndexOf(track.Series);
            for (int segment = 0; segment < pattern.Segments; segment++)
            {
                Movement movement = track.Movements[segment];
                Degrees? degrees = _degrees.Find(known => known.Series == series && known.Movement == movement);
                if (degrees is null) _degrees.Add(degrees = new Degrees(series, movement, Undefined(_reach)));
                terms.Add(new Term(degrees, (pattern.Segments - 1 - segment) * _segments.Stride));
            }
        }

        return [.. terms];
    }

    private static void KeepLast(double[] column, int history, int rows) =>
        column.AsSpan(rows, history).CopyTo(column);

    private static double[] Undefined(int history)
    {
        var column = new double[history + RowsMax];
        Array.Fill(column, double.NaN);
        return column;
    }

    private sealed record Degrees(int Series, Movement Movement, double[] Column);

    /// <summary>A movement of a pattern, and how many rows ago its segment ended.</summary>
    private readonly record struct Term(Degrees Degrees, int Late);
}
