using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>Rows of numbers in the order they became known, a growing column each.</summary>
/// <param name="names">Of the columns, as the dataset has them.</param>
public sealed class TickColumns(params string[] names)
{
    private readonly double[][] _columns = [.. names.Select(_ => new double[16])];
    private long[] _knownAt = new long[16];

    public int Length { get; private set; }

    /// <summary>µs UTC, ascending.</summary>
    public ReadOnlySpan<long> KnownAt => _knownAt.AsSpan(0, Length);

    public ReadOnlySpan<double> this[int column] => _columns[column].AsSpan(0, Length);

    /// <exception cref="ArgumentException">Known before the row above, a number is not finite, or there are not as many
    /// as columns; names column and row.</exception>
    public void Append(long knownAt, params ReadOnlySpan<double> row)
    {
        if (row.Length != names.Length)
            throw new ArgumentException($"{row.Length} numbers for {names.Length} columns.");
        Reserve(1);
        if (Length > 0 && knownAt < _knownAt[Length - 1])
            throw new ArgumentException($"known_at[{Length}] is before the row above.");
        for (int c = 0; c < row.Length; c++)
        {
            if (!double.IsFinite(row[c])) throw new ArgumentException($"{names[c]}[{Length}] is {row[c]}.");
            _columns[c][Length] = row[c];
        }

        _knownAt[Length++] = knownAt;
    }

    /// <summary>Rows [start, start + count) of a batch that has the columns, sorted by <c>known_at</c>.</summary>
    public void Append(RecordBatch rows, int start, int count)
    {
        Reserve(count);
        rows["known_at"].Values<long>().Slice(start, count).CopyTo(_knownAt.AsSpan(Length));
        for (int c = 0; c < names.Length; c++)
            rows[names[c]].Values<double>().Slice(start, count).CopyTo(_columns[c].AsSpan(Length));
        Length += count;
    }

    /// <summary>How many rows were known at an instant.</summary>
    public int CountUpTo(long micros)
    {
        ReadOnlySpan<long> known = KnownAt;
        int low = 0, high = known.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (known[middle] <= micros) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void Reserve(int rows)
    {
        int wanted = Length + rows;
        if (wanted <= _knownAt.Length) return;
        wanted = Math.Max(wanted, 2 * _knownAt.Length);
        Array.Resize(ref _knownAt, wanted);
        foreach (ref double[] column in _columns.AsSpan()) Array.Resize(ref column, wanted);
    }
}
