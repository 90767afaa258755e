namespace Tauric.Engine.Columnar;

/// <summary>
/// Columns out of one RecordBatch message: nodes and buffers are consumed depth first, as <see cref="IpcBody"/> wrote
/// them. What comes out lies inside the body; whether its contents hold is for <see cref="ColumnCheck"/>.
/// </summary>
internal sealed class IpcColumns
{
    private readonly FlatBufferReader _reader;
    private readonly NativeBuffer _body;
    private readonly References _references;
    private readonly IReadOnlyDictionary<long, Column> _dictionaries;
    private (int Next, int Left) _nodes;
    private (int Next, int Left) _buffers;

    /// <param name="table">Table RecordBatch.</param>
    public IpcColumns(FlatBufferReader reader, int table, NativeBuffer body, References references,
        IReadOnlyDictionary<long, Column> dictionaries)
    {
        (_reader, _body, _references, _dictionaries) = (reader, body, references, dictionaries);
        if (table == 0) throw reader.Fault("a batch has no header");
        if (reader.Table(table, 3) is var compression and > 0)
        {
            string codec = reader.Byte(compression, 0) switch { 0 => "lz4_frame", 1 => "zstd", var c => $"codec {c}" };
            throw reader.Fault($"compressed bodies ({codec}) are not supported; write without compression");
        }

        long length = reader.Long(table, 0);
        if (length is < 0 or >= int.MaxValue) throw reader.Fault($"a batch of {length} rows is out of range");
        Length = (int)length;
        _nodes = reader.Vector(table, 1, 16);
        _buffers = reader.Vector(table, 2, 16);
    }

    /// <summary>Rows of the batch.</summary>
    public int Length { get; }

    /// <summary>The next column, of exactly the batch's length.</summary>
    public Column ReadTop(IpcField field, ArrowType type)
    {
        Column column = Read(field, type);
        return column.Length == Length
            ? column
            : throw _reader.Fault($"column '{field.Field.Name}' has {column.Length} rows, the batch {Length}");
    }

    private Column Read(IpcField field, ArrowType type)
    {
        (int length, bool hasNulls) = NextNode(field);
        int count = type.Layout switch { Layout.Struct or Layout.FixedList => 1, Layout.Variable => 3, _ => 2 };
        var buffers = new NativeBuffer?[count];
        buffers[0] = NextBuffer(field);
        if (hasNulls && buffers[0] is null)
            throw _reader.Fault($"column '{field.Field.Name}' has nulls and no validity bitmap");
        bool hasOffsets = type.Layout is Layout.Variable or Layout.List;
        for (int i = 1; i < buffers.Length; i++)
        {
            // Writers may leave out an empty column's one offset.
            int least = i == 1 && hasOffsets && length == 0 ? sizeof(int) : 0;
            buffers[i] = NextBuffer(field) ?? _references.Add(NativeBuffer.Allocate(least));
        }

        if (type is DictionaryType dictionary)
            return new Column(type, length, buffers, dictionary: Dictionary(field.DictionaryId, dictionary));
        var children = new Column[type.Fields.Count];
        for (int i = 0; i < children.Length; i++)
        {
            Column child = Read(field.Children[i], type.Fields[i].Type);
            long each = type switch { StructType => 1, FixedListType f => f.Size, _ => -1 };
            long rows = each < 0 ? child.Length : length * each;
            if (rows > child.Length) throw _reader.Fault(
                $"column '{field.Field.Name}': its child has {child.Length} of {rows} rows");
            children[i] = References.Window(child, 0, (int)rows);
        }

        return new Column(type, length, buffers, children);
    }

    /// <summary>A dictionary that never came may be left out by writers of all-null columns: it is empty.</summary>
    private Column Dictionary(long id, DictionaryType type)
    {
        if (_dictionaries.TryGetValue(id, out Column? known))
        {
            return known.Type.Equals(type.Value)
                ? _references.Add(known.Retain())
                : throw _reader.Fault($"dictionary {id} holds {known.Type}, not {type.Value}");
        }

        using var empty = new ColumnBuilder(type.Value);
        return _references.Add(empty.Build());
    }

    private (int Length, bool HasNulls) NextNode(IpcField field)
    {
        if (_nodes.Left-- <= 0) throw _reader.Fault($"there is no node for column '{field.Field.Name}'");
        long length = _reader.LongAt(_nodes.Next), nulls = _reader.LongAt(_nodes.Next + 8);
        _nodes.Next += 16;
        return length is >= 0 and < int.MaxValue && nulls >= 0 && nulls <= length
            ? ((int)length, nulls > 0)
            : throw _reader.Fault($"column '{field.Field.Name}' has {length} rows of which {nulls} are null");
    }

    /// <summary>A part of the body; null when it is empty.</summary>
    private NativeBuffer? NextBuffer(IpcField field)
    {
        if (_buffers.Left-- <= 0) throw _reader.Fault($"there are too few buffers for column '{field.Field.Name}'");
        long offset = _reader.LongAt(_buffers.Next), length = _reader.LongAt(_buffers.Next + 8);
        _buffers.Next += 16;
        if (length == 0) return null;
        return offset >= 0 && (offset & 7) == 0 && length > 0 && offset <= _body.Length - length
            ? _references.Add(_body.Slice(offset, length))
            : throw _reader.Fault(
                $"column '{field.Field.Name}' has a buffer of {length} bytes at {offset}, the body {_body.Length}");
    }
}
