using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>Finds rows by symbol in a column sorted by it.</summary>
internal sealed class SymbolIndex(Column symbols)
{
    private int _last = -1;

    /// <summary>The row of a symbol that has one, or −1. One thread asks.</summary>
    public int Find(ReadOnlySpan<byte> symbol)
    {
        // Rows of other datasets mostly come in the same order.
        int row = _last + 1;
        if (row >= symbols.Length || !symbols.Bytes(row).SequenceEqual(symbol)) row = First(symbol, inclusive: true);
        if (row >= symbols.Length || !symbols.Bytes(row).SequenceEqual(symbol)) return -1;
        return _last = row;
    }

    /// <summary>All rows of a symbol.</summary>
    public Range RangeOf(ReadOnlySpan<byte> symbol) =>
        First(symbol, inclusive: true)..First(symbol, inclusive: false);

    /// <summary>The first row whose symbol is not below, or is above the one given.</summary>
    private int First(ReadOnlySpan<byte> symbol, bool inclusive)
    {
        int low = 0, high = symbols.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            int order = symbols.Bytes(middle).SequenceCompareTo(symbol);
            if (order < 0 || (order == 0 && !inclusive)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
