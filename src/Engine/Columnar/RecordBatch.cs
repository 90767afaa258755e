namespace Tauric.Engine.Columnar;

/// <summary>Columns of equal length under a schema: the unit of data. Immutable; the owner disposes.</summary>
public sealed class RecordBatch : IDisposable
{
    private readonly Column[] _columns;

    /// <summary>Takes over the columns.</summary>
    public RecordBatch(Schema schema, int length, Column[] columns)
    {
        if (schema.Count != columns.Length) throw new ArgumentException(
            $"{schema.Count} fields, {columns.Length} columns.");
        for (int i = 0; i < columns.Length; i++)
        {
            if (!columns[i].Type.Equals(schema[i].Type))
                throw new ArgumentException(
                    $"Column '{schema[i].Name}' is {columns[i].Type}, the schema says {schema[i].Type}.");
            if (columns[i].Length != length)
                throw new ArgumentException(
                    $"Column '{schema[i].Name}' has {columns[i].Length} rows, the batch {length}.");
        }

        Schema = schema;
        Length = length;
        _columns = columns;
    }

    public Schema Schema { get; }

    public int Length { get; }

    public IReadOnlyList<Column> Columns => _columns;

    public Column this[int index] => _columns[index];

    public Column this[string name] => _columns[Schema.Require(name)];

    /// <summary>Bytes of the buffers it refers to: what it costs to keep, shared or not.</summary>
    public long Bytes => _columns.Sum(BytesOf);

    public static RecordBatch Empty(Schema schema)
    {
        using var builder = new BatchBuilder(schema);
        return builder.Build();
    }

    /// <summary>The same memory, another handle: dispose it too.</summary>
    public RecordBatch Retain() => Slice(0, Length);

    /// <summary>A window without a copy.</summary>
    public RecordBatch Slice(int start, int length) =>
        new(Schema, length, Array.ConvertAll(_columns, c => c.Slice(start, length)));

    /// <summary>Some columns, by name, without a copy.</summary>
    public RecordBatch Select(params ReadOnlySpan<string> names)
    {
        var fields = new Field[names.Length];
        var columns = new Column[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            int index = Schema.Require(names[i]);
            fields[i] = Schema[index];
            columns[i] = _columns[index].Retain();
        }

        return new RecordBatch(new Schema(fields, Schema.Metadata), Length, columns);
    }

    public void Dispose()
    {
        foreach (Column column in _columns) column.Dispose();
    }

    private static long BytesOf(Column column) =>
        column.Buffers.Sum(b => b?.Length ?? 0) + column.Children.Sum(BytesOf)
            + (column.Dictionary is { } d ? BytesOf(d) : 0);
}
