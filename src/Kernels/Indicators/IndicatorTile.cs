using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Some rows of all columns of a set, valid while a reader looks at them.</summary>
public readonly ref struct IndicatorTile
{
    private readonly Tile _tile;
    private readonly int _from;
    private readonly int _to;

    internal IndicatorTile(Tile tile, int instrument, int firstRow, int from, int to)
    {
        (_tile, Instrument, FirstRow, _from, _to) = (tile, instrument, firstRow, from, to);
    }

    /// <summary>Which of the instruments, counted from 0.</summary>
    public int Instrument { get; }

    /// <summary>The row of the instrument these rows start at.</summary>
    public int FirstRow { get; }

    public int Rows => _to - _from;

    /// <summary>A column of the set; NaN while it warms up. Free to overwrite.</summary>
    public Span<double> this[int column] => _tile.Output(column, _from, _to);
}

/// <summary>Takes tiles as they come: an instrument's in the order of its rows, instruments in any order.</summary>
public interface ITileReader
{
    void Read(in IndicatorTile tile);
}
