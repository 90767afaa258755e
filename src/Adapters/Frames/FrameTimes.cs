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

    /// <summary>Smallest and largest time; null without times or rows.</summary>
    public static (long First, long Last)? Of(RecordBatch rows)
    {
        if (ColumnOf(rows.Schema) is not (>= 0 and var index) || rows.Length == 0) return null;
        if (rows[index].NullCount > 0) return null;
        ReadOnlySpan<long> times = rows[index].Values<long>();
        long first = times[0], last = times[0];
        foreach (long time in times) (first, last) = (Math.Min(first, time), Math.Max(last, time));
        return (first, last);
    }

    /// <exception cref="DataException">Times are null or descend; equal ones may follow each other.</exception>
    public static void Require(string frame, RecordBatch rows)
    {
        if (ColumnOf(rows.Schema) is not (>= 0 and var index)) return;
        ReadOnlySpan<long> times = rows[index].Values<long>();
        for (int row = 0; row < times.Length; row++)
        {
            if (rows[index].IsNull(row)) throw new DataException(
                $"{frame}, row {row}: {FramePath.TimeColumn} is null, and rows of a frame are ordered by it.");
            if (row > 0 && times[row] < times[row - 1]) throw new DataException(
                $"{frame}, row {row}: {FramePath.TimeColumn} is before that of row {row - 1}. Sort the rows by time.");
        }
    }

    /// <summary>The rows from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public static (int Start, int Rows) Within(ReadOnlySpan<long> times, long from, long to)
    {
        int start = LowerBound(times, from), end = to == long.MaxValue ? times.Length : LowerBound(times, to + 1);
        return (start, Math.Max(0, end - start));
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
