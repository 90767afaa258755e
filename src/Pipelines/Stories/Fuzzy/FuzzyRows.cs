using System.Numerics;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Fuzzy;

/// <summary>Puts columns beside the rows they were computed for.</summary>
internal static class FuzzyRows
{
    /// <summary>Symbol, event_time and known_at as they are, then the columns; takes those over.</summary>
    public static RecordBatch Of<T>(Dataset dataset, RecordBatch rows, IEnumerable<NumberColumn<T>> columns)
        where T : unmanaged, IFloatingPointIeee754<T> => Of(dataset, rows, columns.Select(c => c.Build()));

    /// <inheritdoc cref="Of{T}"/>
    public static RecordBatch Of(Dataset dataset, RecordBatch rows, IEnumerable<Column> columns) =>
        new(dataset.Schema, rows.Length,
            [rows["symbol"].Retain(), rows["event_time"].Retain(), rows["known_at"].Retain(), .. columns]);

    /// <summary>Stored in four bytes.</summary>
    public static void Narrow(ReadOnlySpan<double> values, Span<float> to)
    {
        for (int row = 0; row < values.Length; row++) to[row] = (float)values[row];
    }
}
