using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Stories;

/// <summary>Rows of several frames at the same times. Times ascend in each.</summary>
internal static class TimeJoin
{
    /// <summary>The rows on the left with the columns they lack from the right, null at times it has not.</summary>
    public static RecordBatch Beside(RecordBatch left, RecordBatch right)
    {
        int[] rows = Rows(TimesOf(left), TimesOf(right));
        Field[] added = [.. right.Schema.Fields.Where(field => left.Schema.IndexOf(field.Name) < 0)];
        return new RecordBatch(
            new Schema([.. left.Schema.Fields, .. added.Select(field => field with { Nullable = true })]), left.Length,
            [.. left.Columns.Select(column => column.Retain()),
                .. added.Select(field => Concatenation.Gather(right[field.Name], rows))]);
    }

    /// <summary>A row a time that any of the frames has, a column a frame.</summary>
    public static RecordBatch Cross(string column, IReadOnlyDictionary<string, RecordBatch> frames)
    {
        var seen = new HashSet<long>();
        foreach (RecordBatch frame in frames.Values)
            foreach (long time in TimesOf(frame)) seen.Add(time);
        long[] times = [.. seen.Order()];
        using var builder = new ColumnBuilder(ArrowType.Timestamp);
        builder.Append<long>(times);
        return new RecordBatch(
            new Schema([new Field(StoryFrames.Time, ArrowType.Timestamp, Nullable: false),
                .. frames.Select(frame => new Field(frame.Key, frame.Value[column].Type))]), times.Length,
            [builder.Build(), .. frames.Values.Select(f => Concatenation.Gather(f[column], Rows(times, TimesOf(f))))]);
    }

    private static ReadOnlySpan<long> TimesOf(RecordBatch rows) => rows[StoryFrames.Time].Values<long>();

    /// <summary>Of every time the first row that has it, or −1.</summary>
    private static int[] Rows(ReadOnlySpan<long> times, ReadOnlySpan<long> rows)
    {
        int[] at = new int[times.Length];
        int row = 0;
        for (int i = 0; i < times.Length; i++)
        {
            while (row < rows.Length && rows[row] < times[i]) row++;
            at[i] = row < rows.Length && rows[row] == times[i] ? row : -1;
        }

        return at;
    }
}
