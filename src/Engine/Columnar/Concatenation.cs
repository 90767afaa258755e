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

        if (batches is [var only])
            return new RecordBatch(schema, only.Length, [.. only.Columns.Select(c => c.Retain())]);
        using var builder = new BatchBuilder(schema);
        foreach (RecordBatch batch in batches)
        {
            for (int c = 0; c < schema.Count; c++)
                for (int row = 0; row < batch.Length; row++) builder[c].AppendFrom(batch[c], row);
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
}
