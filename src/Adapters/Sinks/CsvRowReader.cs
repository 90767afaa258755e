using System.Buffers;
using System.Buffers.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Sinks;

/// <summary>Reads what <see cref="CsvFormat"/> writes, and says where a byte is not as it would write it.</summary>
internal ref struct CsvRowReader(Schema schema, ReadOnlySpan<byte> bytes, string where)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public RecordBatch ReadAll()
    {
        ObjectText.RequireUtf8(where, _bytes);
        byte[] header = CsvFormat.Header(schema);
        int same = _bytes.CommonPrefixLength(header);
        if (same != header.Length)
            throw Fault(same, "the header is not that of the schema: " + ObjectText.Seen(header));
        _at = header.Length;
        using var rows = new BatchBuilder(schema);
        while (_at < _bytes.Length)
        {
            for (int i = 0; i < schema.Count; i++) ReadField(schema[i], rows[i], isLast: i == schema.Count - 1);
        }

        return rows.Build();
    }

    private void ReadField(Field field, ColumnBuilder target, bool isLast)
    {
        int start = _at;
        bool quoted = start < _bytes.Length && _bytes[start] == '"';
        ReadOnlySpan<byte> value = quoted ? Quoted() : Bare();
        byte after = _at < _bytes.Length ? _bytes[_at] : (byte)0;
        if (after != (isLast ? '\n' : ','))
            throw Fault(_at, $"expected {(isLast ? "the end of the line" : "a comma")} after '{field.Name}'.");
        _at++;
        bool isNull = value.IsEmpty && !quoted;
        bool read = isNull ? field.Nullable : TryRead(value, target);
        if (!read) throw Fault(start,
            $"'{field.Name}' wants {field.Type}{(field.Nullable ? " or nothing" : "")}; "
            + $"seen: {ObjectText.Seen(value)}");
        if (isNull) target.AppendNull();
    }

    private ReadOnlySpan<byte> Bare()
    {
        ReadOnlySpan<byte> rest = _bytes[_at..];
        int length = rest.IndexOfAny(CsvFormat.Special);
        if (length < 0) throw Fault(_bytes.Length, "the last line does not end: the object is cut short.");
        _at += length;
        return rest[..length];
    }

    private ReadOnlySpan<byte> Quoted()
    {
        int open = _at++;
        ArrayBufferWriter<byte>? unescaped = null;
        while (true)
        {
            ReadOnlySpan<byte> rest = _bytes[_at..];
            int length = rest.IndexOf((byte)'"');
            if (length < 0) throw Fault(open, "this quote does not close.");
            bool closes = length + 1 >= rest.Length || rest[length + 1] != '"';
            _at += length + (closes ? 1 : 2);
            if (closes && unescaped is null) return rest[..length];
            unescaped ??= new ArrayBufferWriter<byte>();
            unescaped.Write(rest[..(closes ? length : length + 1)]);
            if (closes) return unescaped.WrittenSpan;
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> value, ColumnBuilder target)
    {
        if (target.Type is DictionaryType or BytesType { IsText: true })
        {
            target.AppendBytes(value);
            return true;
        }

        if (target.Type is not BytesType) return ScalarText.TryRead(value, target);
        byte[] binary = new byte[Base64.GetMaxDecodedFromUtf8Length(value.Length)];
        bool whole = Base64.DecodeFromUtf8(value, binary, out _, out int length) == OperationStatus.Done;
        if (whole) target.AppendBytes(binary.AsSpan(0, length));
        return whole;
    }

    private readonly DataException Fault(int index, string what) => ObjectText.Fault(where, _bytes, index, what);
}
