using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Sinks;

/// <summary>
/// A field as JSON, with its name encoded once. Column bytes go straight to the output: text stays UTF-8, and only what
/// RFC 8259 requires is escaped (quotes, backslashes, controls), which no encoder of the base library does.
/// </summary>
internal sealed class JsonField
{
    private static readonly SearchValues<byte> s_escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private static readonly ConditionalWeakTable<Schema, JsonField[]> s_known = [];   // Thousands of objects share one.

    private readonly byte[] _quotedName;

    public JsonField(Field field)
    {
        Field = field;
        Name = Encoding.UTF8.GetBytes(field.Name);
        using var quoted = new PooledOutput();
        WriteText(Name, quoted);
        _quotedName = [.. quoted.ToArray(), (byte)':'];
        Members = Of(field.Type.Fields);
    }

    public Field Field { get; }

    public byte[] Name { get; }

    public JsonField[] Members { get; }

    public static JsonField[] Of(Schema schema) =>
        s_known.GetValue(schema, static schema => Of(schema.Fields));

    /// <summary>Row <paramref name="row"/> of the columns as an object.</summary>
    public static void WriteObject(JsonField[] fields, IReadOnlyList<Column> columns, int row, PooledOutput output)
    {
        output.Write("{"u8);
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0) output.Write(","u8);
            output.Write(fields[i]._quotedName);
            fields[i].WriteValue(columns[i], row, output);
        }

        output.Write("}"u8);
    }

    private static JsonField[] Of(IReadOnlyList<Field> fields) => [.. fields.Select(f => new JsonField(f))];

    private void WriteValue(Column column, int row, PooledOutput output)
    {
        if (column.IsNull(row))
        {
            output.Write("null"u8);
            return;
        }

        switch (column.Type)
        {
            case StructType: WriteObject(Members, column.Children, row, output); break;
            case ListType or FixedListType: WriteItems(column, row, output); break;
            case BytesType { IsText: true } or DictionaryType { Value: BytesType { IsText: true } }:
                WriteText(column.Bytes(row), output);
                break;
            case BytesType: WriteBase64(column.Bytes(row), output); break;
            case DictionaryType:
                throw new PlanException(
                $"Column '{Field.Name}' is {column.Type}: JSON holds dictionaries of text only.");
            default: WriteScalar(column, row, output); break;
        }
    }

    private void WriteItems(Column column, int row, PooledOutput output)
    {
        (int start, int end) = (column.ItemRange(row).Start.Value, column.ItemRange(row).End.Value);
        output.Write("["u8);
        for (int i = start; i < end; i++)
        {
            if (i > start) output.Write(","u8);
            Members[0].WriteValue(column.Children[0], i, output);
        }

        output.Write("]"u8);
    }

    private void WriteScalar(Column column, int row, PooledOutput output)
    {
        bool quoted = column.Type is TimestampType or DateType;
        if (quoted) output.Write("\""u8);
        output.Advance(ScalarText.Write(column, row, Field.Name, output.GetSpan(ScalarText.BytesMax)));
        if (quoted) output.Write("\""u8);
    }

    private static void WriteText(ReadOnlySpan<byte> text, PooledOutput output)
    {
        output.Write("\""u8);
        for (int at; (at = text.IndexOfAny(s_escaped)) >= 0; text = text[(at + 1)..])
        {
            output.Write(text[..at]);
            WriteEscape(text[at], output);
        }

        output.Write(text);
        output.Write("\""u8);
    }

    private static void WriteEscape(byte c, PooledOutput output)
    {
        int letter = "\b\t\n\f\r\"\\"u8.IndexOf(c);
        Span<byte> target = output.GetSpan(6);
        target[0] = (byte)'\\';
        if (letter >= 0)
        {
            target[1] = "btnfr\"\\"u8[letter];
            output.Advance(2);
            return;
        }

        "u00"u8.CopyTo(target[1..]);
        c.TryFormat(target[4..], out _, "x2");
        output.Advance(6);
    }

    private static void WriteBase64(ReadOnlySpan<byte> bytes, PooledOutput output)
    {
        output.Write("\""u8);
        Base64.EncodeToUtf8(bytes, output.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _,
            out int written);
        output.Advance(written);
        output.Write("\""u8);
    }
}
