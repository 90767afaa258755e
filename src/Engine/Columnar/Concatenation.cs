namespace Tauric.Engine.Columnar;

/// <summary>Batches of one schema, end to end.</summary>
public static class Concatenation
{
    /// <summary>
    /// One batch of <paramref name="schema"/>, its metadata included, with all rows. The inputs are borrowed; a single
    /// input is shared, not copied.
    /// </summary>
    /// <exception cref="ArgumentException">A batch is of another schema; the message says which.</exception>
    public static RecordBatch Of(Schema schema, IReadOnlyList<RecordBatch> batches)
    {
        foreach ((int index, RecordBatch batch) in batches.Index())
        {
            if (!batch.Schema.Equals(schema))
                throw new ArgumentException($"Batch {index} is of [{batch.Schema}], wanted is [{schema}].");
        }

        var columns = new Column[schema.Count];
        for (int c = 0; c < columns.Length; c++)
            columns[c] = Of(schema[c].Type, [.. batches.Select(b => b[c])]);
        return new RecordBatch(schema, batches.Sum(b => b.Length), columns);
    }

    /// <summary>One column of all rows. The inputs are borrowed; a single one is shared, not copied.</summary>
    public static Column Of(ArrowType type, IReadOnlyList<Column> columns)
    {
        if (columns is [var only]) return only.Retain();
        if (type.Layout == Layout.Fixed && columns.All(c => c.NullCount == 0)) return Copied(type, columns);
        using var builder = new ColumnBuilder(type);
        foreach (Column column in columns)
            for (int row = 0; row < column.Length; row++) builder.AppendFrom(column, row);
        return builder.Build();
    }

    /// <summary>The rows of a batch, in another order: row i of the result is row <c>rows[i]</c>.</summary>
    public static RecordBatch Gather(RecordBatch batch, ReadOnlySpan<int> rows)
    {
        var columns = new Column[batch.Schema.Count];
        for (int c = 0; c < columns.Length; c++) columns[c] = Gather(batch[c], rows);
        return new RecordBatch(batch.Schema, rows.Length, columns);
    }

    /// <summary>The same of one column; null where a row is −1.</summary>
    public static Column Gather(Column column, ReadOnlySpan<int> rows)
    {
        using var builder = new ColumnBuilder(column.Type);
        foreach (int row in rows)
        {
            if (row < 0) builder.AppendNull();
            else builder.AppendFrom(column, row);
        }

        return builder.Build();
    }

    /// <summary>Appends one row of a column of the same type.</summary>
    public static void AppendFrom(this ColumnBuilder builder, Column source, int row)
    {
        if (source.IsNull(row))
        {
            builder.AppendNull();
            return;
        }

        switch (source.Type.Layout)
        {
            case Layout.Fixed: AppendFixed(builder, source, row); break;
            case Layout.Bits: builder.AppendBool(source.Bit(row)); break;
            case Layout.Variable or Layout.Dictionary: builder.AppendBytes(source.Bytes(row)); break;
            case Layout.Struct:
                for (int c = 0; c < source.Children.Count; c++) builder.Child(c).AppendFrom(source.Children[c], row);
                builder.CloseRow();
                break;
            default:
                (int start, int count) = source.ItemRange(row).GetOffsetAndLength(source.Children[0].Length);
                for (int i = 0; i < count; i++) builder.Child().AppendFrom(source.Children[0], start + i);
                builder.CloseRow();
                break;
        }
    }

    private static void AppendFixed(ColumnBuilder builder, Column source, int row)
    {
        switch (source.Type.Width)
        {
            case 1: builder.Append(source.Values<byte>()[row]); break;
            case 2: builder.Append(source.Values<ushort>()[row]); break;
            case 4: builder.Append(source.Values<uint>()[row]); break;
            default: builder.Append(source.Values<ulong>()[row]); break;
        }
    }

    private static Column Copied(ArrowType type, IReadOnlyList<Column> columns)
    {
        int rows = columns.Sum(c => c.Length);
        NativeBuffer values = NativeBuffer.AllocateDirty((long)rows * type.Width);
        Span<byte> target = values.Writable<byte>();
        foreach (Column column in columns)
        {
            if (column.Length == 0) continue;
            int bytes = column.Length * type.Width;
            column.Buffers[1]!.Span<byte>().Slice(column.Offset * type.Width, bytes).CopyTo(target);
            target = target[bytes..];
        }

        return new Column(type, rows, [null, values]);
    }
}
