using System.Buffers.Binary;
using System.Collections.Concurrent;
using Tauric.Engine.Columnar;

namespace Tauric.Engine.Datasets;

/// <summary>
/// When each row of a partition became known and a 16-byte hash of it, so that a plan can tell whether the rows in a
/// time range changed without opening a data file.
/// </summary>
public sealed class RowIndex
{
    private readonly long[] _knownAt;
    private readonly byte[] _hashes;
    private ConcurrentDictionary<long, Hash256>? _ranges;   // By start and count; made when one is asked for.

    private RowIndex(long[] knownAt, byte[] hashes) => (_knownAt, _hashes) = (knownAt, hashes);

    public int Rows => _knownAt.Length;

    /// <param name="rows">Sorted by <paramref name="knownAt"/>.</param>
    /// <exception cref="BugException">They are not: the step that wrote them is wrong.</exception>
    public static RowIndex Of(RecordBatch rows, string knownAt)
    {
        long[] times = rows[knownAt].Values<long>().ToArray();
        for (int i = 1; i < times.Length; i++)
        {
            if (times[i] < times[i - 1])
                throw new BugException($"Row {i} is known before row {i - 1}: rows must be sorted by {knownAt}.");
        }

        var hashes = new byte[times.Length * RowHash.Size];
        using var hash = new RowHash([.. rows.Schema.Fields.Select(f => f.Name)]);
        for (int i = 0; i < times.Length; i++) hash.Of(rows, i, hashes.AsSpan(i * RowHash.Size, RowHash.Size));
        return new RowIndex(times, hashes);
    }

    /// <summary>Rows known in (<paramref name="after"/>, <paramref name="until"/>].</summary>
    public Range Between(long after, long until) => Between(_knownAt, after, until);

    /// <inheritdoc cref="Between(long, long)"/>
    /// <param name="knownAt">Ascending.</param>
    public static Range Between(ReadOnlySpan<long> knownAt, long after, long until)
    {
        int end = CountUpTo(knownAt, until);
        return Math.Min(CountUpTo(knownAt, after), end)..end;
    }

    /// <summary>Kept: what a market day knew is read for every ticker.</summary>
    public Hash256 HashOf(Range rows)
    {
        (int start, int count) = rows.GetOffsetAndLength(Rows);
        ConcurrentDictionary<long, Hash256> ranges = LazyInitializer.EnsureInitialized(
            ref _ranges, static () => new(concurrencyLevel: 1, capacity: 3));   // Most are asked for one or two.
        return ranges.GetOrAdd(((long)start << 32) | (uint)count, static (_, hashes) => Hash256.Of(hashes.Span),
            _hashes.AsMemory(start * RowHash.Size, count * RowHash.Size));
    }

    public byte[] Encode()
    {
        var bytes = new byte[(Rows * 8) + _hashes.Length];
        for (int i = 0; i < Rows; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * 8), _knownAt[i]);
        _hashes.CopyTo(bytes, Rows * 8);
        return bytes;
    }

    public static RowIndex Decode(ReadOnlySpan<byte> bytes)
    {
        int rows = bytes.Length / (8 + RowHash.Size);
        var times = new long[rows];
        for (int i = 0; i < rows; i++) times[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * 8)..]);
        return new RowIndex(times, bytes[(rows * 8)..].ToArray());
    }

    private static int CountUpTo(ReadOnlySpan<long> sorted, long value)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
