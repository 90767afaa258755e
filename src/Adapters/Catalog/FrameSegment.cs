using Tauric.Adapters.Frames;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Catalog;

/// <summary>A row of <c>frame_segment</c>: rows of a frame, and where in which pack they are.</summary>
internal sealed record FrameSegment(long Ordinal, int Frame, int Schema, int Pack, long BlockAt, int BlockBytes,
    int Skip, int Rows, long? FirstAt, long? LastAt, string? Source)
{
    private static readonly Schema s_schema = new(
        new("ordinal", ArrowType.Int64), new("frame", ArrowType.Int32), new("schema", ArrowType.Int32),
        new("pack", ArrowType.Int32), new("block_at", ArrowType.Int64), new("block_bytes", ArrowType.Int32),
        new("skip", ArrowType.Int32), new("rows", ArrowType.Int32), new("first_at", ArrowType.Int64),
        new("last_at", ArrowType.Int64), new("source", ArrowType.Utf8), new("added", ArrowType.Int64),
        new("cells", ArrowType.Int64), new("missing", ArrowType.Int64), new("outliers", ArrowType.Int64),
        new("memory_bytes", ArrowType.Int64), new("gap", ArrowType.Int64), new("quality", ArrowType.Float64),
        new("confidence", ArrowType.Float64), new("narrative", ArrowType.Float64),
        new("inconsistent", ArrowType.Int64), new("outliers_iqr", ArrowType.Int64),
        new("outliers_robust_z", ArrowType.Int64), new("bars_complete", ArrowType.Float64));

    /// <summary>Known of segments that are about to be committed.</summary>
    public FrameFacts Facts { get; init; }

    /// <summary>Columns as <see cref="FrameTables.SelectSegments"/> names them.</summary>
    public static FrameSegment Read(RecordBatch rows, int row) => new(
        rows[0].Values<long>()[row], rows[1].Values<int>()[row], rows[2].Values<int>()[row],
        rows[3].Values<int>()[row], rows[4].Values<long>()[row], rows[5].Values<int>()[row],
        rows[6].Values<int>()[row], rows[7].Values<int>()[row],
        rows[8].IsNull(row) ? null : rows[8].Values<long>()[row],
        rows[9].IsNull(row) ? null : rows[9].Values<long>()[row], rows[10].Text(row));

    public static RecordBatch Build(IEnumerable<FrameSegment> segments, long added)
    {
        using var rows = new BatchBuilder(s_schema);
        foreach (FrameSegment s in segments)
        {
            rows[0].Append(s.Ordinal);
            rows[1].Append(s.Frame);
            rows[2].Append(s.Schema);
            rows[3].Append(s.Pack);
            rows[4].Append(s.BlockAt);
            rows[5].Append(s.BlockBytes);
            rows[6].Append(s.Skip);
            rows[7].Append(s.Rows);
            AppendMaybe(rows[8], s.FirstAt);
            AppendMaybe(rows[9], s.LastAt);
            rows[10].AppendText(s.Source);
            rows[11].Append(added);
            rows[12].Append(s.Facts.Cells);
            rows[13].Append(s.Facts.Missing);
            rows[14].Append(s.Facts.Outliers);
            rows[15].Append(s.Facts.MemoryBytes);
            rows[16].Append(s.Facts.Gap);
            AppendMaybe(rows[17], s.Facts.Quality);
            AppendMaybe(rows[18], s.Facts.Confidence);
            AppendMaybe(rows[19], s.Facts.Narrative);
            rows[20].Append(s.Facts.Bars.Inconsistent);
            AppendMaybe(rows[21], s.Facts.Bars.OutliersIqr);
            AppendMaybe(rows[22], s.Facts.Bars.OutliersRobustZ);
            AppendMaybe(rows[23], s.Facts.Bars.Completeness ?? double.NaN);
        }

        return rows.Build();
    }

    private static void AppendMaybe(ColumnBuilder column, long? value)
    {
        if (value is { } there) column.Append(there);
        else column.AppendNull();
    }

    private static void AppendMaybe(ColumnBuilder column, double mean)
    {
        if (double.IsNaN(mean)) column.AppendNull();
        else column.Append(mean);
    }
}
