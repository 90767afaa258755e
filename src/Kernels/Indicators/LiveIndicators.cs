using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>One bar: prices in one currency, volume in shares or contracts.</summary>
public readonly record struct Bar(double Open, double High, double Low, double Close, double Volume);

/// <summary>
/// The columns of a set as bars come in, one or many at a time: the bits of the batch, wherever the series is cut. A
/// past bar is corrected by restoring a state saved before it and taking the bars again from there.
/// </summary>
public sealed class LiveIndicators
{
    private readonly SeriesProgram _program;
    private readonly Tile _tile;

    internal LiveIndicators(SeriesProgram program)
    {
        _program = program;
        _tile = new Tile(program);
    }

    /// <summary>How many bars were taken.</summary>
    public long Rows => _tile.Origin + _tile.Taken;

    /// <summary>How many doubles a state is.</summary>
    public int StateLength => _program.SavedLength;

    /// <summary>Takes one bar; writes its row, a value for each column, NaN while that column warms up.</summary>
    /// <exception cref="ArgumentException">
    /// A value is NaN or infinite, or the row has not a place per column; then no bar is taken.
    /// </exception>
    public void Push(in Bar bar, Span<double> row)
    {
        ReadOnlySpan<double> values = [bar.Open, bar.High, bar.Low, bar.Close, bar.Volume];
        Push(new Bars(values[..1], values[1..2], values[2..3], values[3..4], values[4..]), row);
    }

    /// <summary>Takes the next bars; writes columns of their length, one after the other.</summary>
    /// <exception cref="ArgumentException"><paramref name="columns"/> is not columns × rows long.</exception>
    public void Push(in Bars bars, Span<double> columns)
    {
        int places = bars.Length * _program.Outputs.Length;
        if (columns.Length != places) throw new ArgumentException($"{columns.Length} values, {places} needed.");
        _program.Compute(_tile, bars, columns);
    }

    /// <summary>Writes all that later rows depend on: <see cref="StateLength"/> plain doubles.</summary>
    public void Save(Span<double> state) => _tile.Save(state);

    /// <summary>Continues where a stream of the same set was saved.</summary>
    public void Restore(ReadOnlySpan<double> state) => _tile.Restore(state);
}
