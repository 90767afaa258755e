using System.Buffers;
using System.Numerics;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>
/// What is generated of rows whenever they are written (seed-001, section 6), in a form that adds up over segments.
/// </summary>
/// <param name="Cells">Rows × columns.</param>
/// <param name="Missing">Cells that are null or NaN.</param>
/// <param name="Outliers">
/// Values of float64 columns beyond 1.5 interquartile ranges from the quartiles (Tukey), the quartiles being the values
/// at ranks n/4 and n − 1 − n/4. Degrees, which are float32 and bounded, have none; a constant has none.
/// </param>
/// <param name="MemoryBytes">In Arrow's plain layout.</param>
/// <param name="Gap">µs between most neighbouring rows; 0 where no gap has a majority.</param>
/// <param name="Quality">Mean of <c>story_quality_score</c>, of sequences <c>avg_quality_score</c>; NaN
/// without.</param>
/// <param name="Confidence">Mean of <c>fuzzy_confidence</c>; NaN without.</param>
/// <param name="Narrative">Mean of <c>completeness_score</c>; NaN without.</param>
/// <param name="Bars">Of the rows as bars; packs have it apart, for few are.</param>
internal readonly record struct FrameFacts(long Cells, long Missing, long Outliers, long MemoryBytes, long Gap,
    double Quality, double Confidence, double Narrative, BarFacts Bars)
{
    /// <summary>Of no rows.</summary>
    public static FrameFacts None { get; } =
        new(0, 0, 0, 0, 0, double.NaN, double.NaN, double.NaN, default);

    public static FrameFacts Of(RecordBatch rows)
    {
        long missing = 0, outliers = 0, memory = 0;
        foreach (Column column in rows.Columns)
        {
            missing += column.NullCount + NaNs(column);
            if (column.Type is FloatType { Bytes: 8 }) outliers += OutliersOf(column);
            memory += MemoryOf(column);
        }

        int time = rows.Schema.IndexOf(FramePath.TimeColumn);
        bool timed = time >= 0 && rows.Schema[time].Type is TimestampType;
        return new FrameFacts((long)rows.Length * rows.Schema.Count, missing, outliers, memory,
            timed ? GapOf(rows[time].Values<long>()) : 0, Mean(rows, "story_quality_score", "avg_quality_score"),
            Mean(rows, "fuzzy_confidence"), Mean(rows, "completeness_score"), BarFacts.Of(rows));
    }

    public void Write(ByteOutput output)
    {
        foreach (long count in (ReadOnlySpan<long>)[Cells, Missing, Outliers, MemoryBytes, Gap]) output.Signed(count);
        foreach (double mean in (ReadOnlySpan<double>)[Quality, Confidence, Narrative]) WriteMean(mean, output);
    }

    public static FrameFacts Read(ref ByteCursor from) => new(from.Signed(), from.Signed(), from.Signed(),
        from.Signed(), from.Signed(), ReadMean(ref from), ReadMean(ref from), ReadMean(ref from), default);

    private static void WriteMean(double mean, ByteOutput output)
    {
        output.Byte(double.IsNaN(mean) ? 0 : 1);
        if (!double.IsNaN(mean)) output.Double(mean);
    }

    private static double ReadMean(ref ByteCursor from) => from.Count(1) == 0 ? double.NaN : from.Double();

    private static int NaNs(Column column) => column.Type switch
    {
        FloatType { Bytes: 4 } => NaNs(column, column.Values<float>()),
        FloatType => NaNs(column, column.Values<double>()),
        _ => 0,
    };

    private static int NaNs<T>(Column column, ReadOnlySpan<T> values) where T : IFloatingPointIeee754<T>
    {
        int count = 0;
        foreach (T value in values) count += T.IsNaN(value) ? 1 : 0;
        if (count == 0 || column.NullCount == 0) return count;
        for (int row = 0; row < values.Length; row++)
            if (T.IsNaN(values[row]) && column.IsNull(row)) count--;   // What lies under a null is nothing.
        return count;
    }

    private static int OutliersOf(Column column)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(column.Length);
        int count = 0;
        bool hasNulls = column.NullCount > 0;
        ReadOnlySpan<double> values = column.Values<double>();
        for (int row = 0; row < values.Length; row++)
            if (!double.IsNaN(values[row]) && !(hasNulls && column.IsNull(row))) rented[count++] = values[row];
        Span<double> there = rented.AsSpan(0, count);
        int outside = 0, quarter = count / 4;
        if (count >= 4)
        {
            double low = Selection.AtRank(there, quarter), high = Selection.AtRank(there, count - 1 - quarter);
            double reach = 1.5 * (high - low);
            foreach (double value in there) outside += value < low - reach || value > high + reach ? 1 : 0;
        }

        ArrayPool<double>.Shared.Return(rented);
        return outside;
    }

    private static long MemoryOf(Column column) => column.Type.Layout switch
    {
        Layout.Fixed => (long)column.Length * column.Type.Width,
        Layout.Bits => Bitmap.BytesFor(column.Length),
        Layout.Variable => (4L * column.Length) + column.Offsets[^1] - column.Offsets[0],
        Layout.Dictionary => ((long)column.Length * column.Type.Width) + MemoryOf(column.Dictionary!),
        Layout.List => (4L * column.Length) + MemoryOfItems(column),
        _ => (4L * column.Length) + column.Children.Sum(MemoryOf),
    };

    /// <summary>A part of a column has the items of the whole.</summary>
    private static long MemoryOfItems(Column lists)
    {
        ReadOnlySpan<int> offsets = lists.Offsets;
        using Column items = lists.Children[0].Slice(offsets[0], offsets[^1] - offsets[0]);
        return MemoryOf(items);
    }

    /// <summary>By majority vote.</summary>
    private static long GapOf(ReadOnlySpan<long> times)
    {
        long candidate = 0;
        int votes = 0, count = 0;
        for (int i = 1; i < times.Length; i++)
        {
            long gap = times[i] - times[i - 1];
            if (votes == 0) candidate = gap;
            votes += gap == candidate ? 1 : -1;
        }

        for (int i = 1; i < times.Length; i++) count += times[i] - times[i - 1] == candidate ? 1 : 0;
        return count * 2 > times.Length - 1 ? candidate : 0;
    }

    /// <summary>Of the first of these columns there is.</summary>
    private static double Mean(RecordBatch rows, params ReadOnlySpan<string> names)
    {
        int index = -1;
        foreach (string name in names) index = index < 0 ? rows.Schema.IndexOf(name) : index;
        if (index < 0 || rows[index].Type is not FloatType type) return double.NaN;
        double sum = 0;
        int count = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            double value = type.Bytes == 4 ? rows[index].Values<float>()[row] : rows[index].Values<double>()[row];
            if (rows[index].IsNull(row) || double.IsNaN(value)) continue;
            sum += value;
            count++;
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
