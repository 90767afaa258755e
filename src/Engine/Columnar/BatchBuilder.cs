namespace Tauric.Engine.Columnar;

/// <summary>Appends rows column by column and checks that every column got every row.</summary>
public sealed class BatchBuilder : IDisposable
{
    private readonly ColumnBuilder[] _columns;

    public BatchBuilder(Schema schema)
    {
        Schema = schema;
        _columns = [.. schema.Fields.Select(f => new ColumnBuilder(f.Type))];
    }

    public Schema Schema { get; }

    /// <summary>Rows of the first column.</summary>
    public int Length => _columns.Length == 0 ? 0 : _columns[0].Length;

    public ColumnBuilder this[int index] => _columns[index];

    public ColumnBuilder this[string name] => _columns[Schema.Require(name)];

    /// <summary>Hands the rows over; the builder is empty afterwards.</summary>
    /// <exception cref="InvalidOperationException">The columns differ in length, or a column that may not be null
    /// is.</exception>
    public RecordBatch Build()
    {
        int length = Length;
        for (int i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Length != length)
                throw new InvalidOperationException(
                    $"Column '{Schema[i].Name}' has {_columns[i].Length} rows, '{Schema[0].Name}' {length}.");
        }

        var batch = new RecordBatch(Schema, length, Array.ConvertAll(_columns, c => c.Build()));
        for (int i = 0; i < _columns.Length; i++)
        {
            if (Schema[i].Nullable || batch[i].NullCount == 0) continue;
            batch.Dispose();
            throw new InvalidOperationException($"Column '{Schema[i].Name}' holds nulls, its schema says it may not.");
        }

        return batch;
    }

    public void Dispose()
    {
        foreach (ColumnBuilder column in _columns) column.Dispose();
    }
}
