using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>Rows of one symbol in columns that are sorted by symbol.</summary>
internal static class SymbolRows
{
    public static Range Find(Column symbols, ReadOnlySpan<byte> symbol) =>
        First(symbols, symbol, after: false)..First(symbols, symbol, after: true);

    /// <summary>The end of the run of equal symbols that starts at a row.</summary>
    public static int EndOf(Column symbols, int start)
    {
        ReadOnlySpan<byte> symbol = symbols.Bytes(start);
        int end = start + 1;
        while (end < symbols.Length && symbols.Bytes(end).SequenceEqual(symbol)) end++;
        return end;
    }

    private static int First(Column symbols, ReadOnlySpan<byte> symbol, bool after)
    {
        int low = 0, high = symbols.Length;
        while (low < high)
        {
            int middle = (low + high) / 2, order = symbols.Bytes(middle).SequenceCompareTo(symbol);
            if (order < 0 || (after && order == 0)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}

/// <summary>Days of one symbol's times and numbers end to end; its memory is used again for the next symbol.</summary>
internal sealed class SymbolSeries(IReadOnlyList<ReadRows> days, string first, string second)
{
    private long[] _times = [];
    private double[] _first = [], _second = [];
    private int _count;

    /// <summary>When each row became known, ascending.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, _count);

    public ReadOnlySpan<double> First => _first.AsSpan(0, _count);

    public ReadOnlySpan<double> Second => _second.AsSpan(0, _count);

    public void Load(string symbol) => Load(Encoding.UTF8.GetBytes(symbol));

    public void Load(ReadOnlySpan<byte> symbol)
    {
        _count = 0;
        foreach (ReadRows day in days)
        {
            (int start, int length) = SymbolRows.Find(day.Rows["symbol"], symbol).GetOffsetAndLength(day.Rows.Length);
            if (_count + length > _times.Length) Grow(_count + length);
            day.Rows["known_at"].Values<long>().Slice(start, length).CopyTo(_times.AsSpan(_count));
            day.Rows[first].Values<double>().Slice(start, length).CopyTo(_first.AsSpan(_count));
            day.Rows[second].Values<double>().Slice(start, length).CopyTo(_second.AsSpan(_count));
            _count += length;
        }
    }

    /// <summary>Rows known by then.</summary>
    public int CountUntil(long micros)
    {
        int at = Times.BinarySearch(micros);
        if (at < 0) return ~at;
        while (at < _count && _times[at] == micros) at++;
        return at;
    }

    private void Grow(int rows)
    {
        rows = Math.Max(rows, 2 * _times.Length);
        Array.Resize(ref _times, rows);
        Array.Resize(ref _first, rows);
        Array.Resize(ref _second, rows);
    }
}
