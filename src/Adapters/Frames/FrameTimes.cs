using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>The time column of a frame: <see cref="FramePath.TimeColumn"/>, µs, ascending, never null.</summary>
internal static class FrameTimes
{
    /// <summary>Index of the column; −1 for a frame without times.</summary>
    public static int ColumnOf(Schema schema)
    {
        int index = schema.IndexOf(FramePath.TimeColumn);
        return index >= 0 && schema[index].Type is TimestampType ? index : -1;
    }

    /// <summary>First and last time; null without times or rows, or where they do not ascend.</summary>
    public static (long First, long Last)? Of(RecordBatch rows)
    {
        if (rows.Length == 0 || ColumnOf(rows.Schema) is not (>= 0 and var index) || Fault(rows, index) >= 0)
            return null;
        ReadOnlySpan<long> times = rows[index].Values<long>();
        return (times[0], times[^1]);
    }

    /// <exception cref="DataException">Times are null or descend; equal ones may follow each other.</exception>
    public static void Require(string frame, RecordBatch rows)
    {
        if (ColumnOf(rows.Schema) is not (>= 0 and var index)) return;
        if (Fault(rows, index) is not (>= 0 and var row)) return;
        throw new DataException(rows[index].IsNull(row)
            ? $"{frame}, row {row}: {FramePath.TimeColumn} is null, and rows of a frame are ordered by it."
            : $"{frame}, row {row}: {FramePath.TimeColumn} is before that of row {row - 1}. Sort the rows by time.");
    }

    /// <summary>The rows from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public static (int Start, int Rows) Within(ReadOnlySpan<long> times, long from, long to)
    {
        int start = LowerBound(times, from), end = to == long.MaxValue ? times.Length : LowerBound(times, to + 1);
        return (start, Math.Max(0, end - start));
    }

    /// <summary>First row whose time is null or before the one above; −1 for none.</summary>
    private static int Fault(RecordBatch rows, int index)
    {
        ReadOnlySpan<long> times = rows[index].Values<long>();
        bool hasNulls = rows[index].NullCount > 0;
        for (int row = 0; row < times.Length; row++)
        {
            if (hasNulls && rows[index].IsNull(row)) return row;
            if (row > 0 && times[row] < times[row - 1]) return row;
        }

        return -1;
    }

    private static int LowerBound(ReadOnlySpan<long> times, long time)
    {
        int low = 0, high = times.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (times[middle] < time) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
