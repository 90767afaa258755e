using System.Buffers;
using System.Text;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Sinks;

/// <summary>Reads lines of JSON objects whose members are the schema's columns in order: what we write, nothing
/// else.</summary>
internal ref struct JsonRowReader(Schema schema, ReadOnlySpan<byte> bytes, string where)
{
    private readonly JsonField[] _fields = JsonField.Of(schema);
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _lineStart;

    /// <exception cref="DataException">A byte is not as we write it; the message says where.</exception>
    public RecordBatch ReadAll()
    {
        ObjectText.RequireUtf8(where, _bytes);
        using var rows = new BatchBuilder(schema);
        while (_lineStart < _bytes.Length)
        {
            int length = _bytes[_lineStart..].IndexOf((byte)'\n');
            if (length < 0) throw ObjectText.Fault(where, _bytes, _bytes.Length,
                "the last line does not end: the object is cut short.");
            ReadLine(_bytes.Slice(_lineStart, length), rows);
            _lineStart += length + 1;
        }

        return rows.Build();
    }

    private void ReadLine(ReadOnlySpan<byte> line, BatchBuilder rows)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            Next(ref reader, JsonTokenType.StartObject, "a row '{'");
            for (int i = 0; i < _fields.Length; i++) ReadMember(ref reader, _fields[i], rows[i]);
            Next(ref reader, JsonTokenType.EndObject, "the end of the row '}'");
            reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw ObjectText.Fault(where, _bytes, _lineStart + reader.BytesConsumed,
                "this is not JSON: " + e.Message, e);
        }
    }

    private void ReadMember(ref Utf8JsonReader reader, JsonField field, ColumnBuilder target)
    {
        Next(ref reader, JsonTokenType.PropertyName, $"member '{field.Field.Name}'", isRight: field.Name);
        reader.Read();
        ReadValue(ref reader, field, target);
    }

    private void ReadValue(ref Utf8JsonReader reader, JsonField field, ColumnBuilder target)
    {
        switch (reader.TokenType, target.Type)
        {
            case (JsonTokenType.Null, _) when field.Field.Nullable: target.AppendNull(); break;
            case (JsonTokenType.StartObject, StructType): ReadStruct(ref reader, field, target); break;
            case (JsonTokenType.StartArray, ListType or FixedListType): ReadItems(ref reader, field, target); break;
            case (JsonTokenType.String, BytesType { IsText: true } or DictionaryType):
                ReadText(ref reader, target);
                break;
            case (JsonTokenType.String, BytesType) when reader.TryGetBytesFromBase64(out byte[]? binary):
                target.AppendBytes(binary);
                break;
            case (JsonTokenType.String, TimestampType or DateType)
                or (JsonTokenType.Number, IntegerType or FloatType)
                or (JsonTokenType.True or JsonTokenType.False, BoolType)
                when ScalarText.TryRead(reader.ValueSpan, target):
                break;
            default:
                throw Wrong(ref reader,
                $"'{field.Field.Name}' wants {target.Type}{(field.Field.Nullable ? " or null" : "")}");
        }
    }

    private void ReadStruct(ref Utf8JsonReader reader, JsonField field, ColumnBuilder target)
    {
        for (int i = 0; i < field.Members.Length; i++) ReadMember(ref reader, field.Members[i], target.Child(i));
        Next(ref reader, JsonTokenType.EndObject, $"the end of '{field.Field.Name}'");
        target.CloseRow();
    }

    private void ReadItems(ref Utf8JsonReader reader, JsonField field, ColumnBuilder target)
    {
        int count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
            ReadValue(ref reader, field.Members[0], target.Child());
        if (target.Type is FixedListType fixedList && fixedList.Size != count)
            throw Wrong(ref reader, $"'{field.Field.Name}' wants {fixedList.Size} items, there are {count}");
        target.CloseRow();
    }

    private static void ReadText(ref Utf8JsonReader reader, ColumnBuilder target)
    {
        if (!reader.ValueIsEscaped)
        {
            target.AppendBytes(reader.ValueSpan);
            return;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        target.AppendBytes(rented.AsSpan(0, reader.CopyString(rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    private void Next(ref Utf8JsonReader reader, JsonTokenType wanted, string what, byte[]? isRight = null)
    {
        bool right = reader.Read()
            && reader.TokenType == wanted && (isRight is null || reader.ValueTextEquals(isRight));
        if (!right) throw Wrong(ref reader, "expected " + what);
    }

    private DataException Wrong(ref Utf8JsonReader reader, string what) =>
        ObjectText.Fault(where, _bytes, _lineStart + reader.TokenStartIndex,
            $"{what}; seen: {ObjectText.Seen(reader.ValueSpan)}");
}
