using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Sinks;

/// <summary>
/// RFC 4180 with a header and <c>\n</c>. Nothing between commas is null, <c>""</c> is the empty text; fields are quoted
/// only when they must be. Binary is base64. Nested columns do not fit.
/// </summary>
[Format("csv")]
public sealed class CsvFormat : IFormat
{
    internal static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    public string Name => "csv";

    public byte[] Write(RecordBatch rows)
    {
        RequireFlat(rows.Schema);
        using var output = new PooledOutput();
        WriteHeader(rows.Schema, output);
        for (int row = 0; row < rows.Length; row++)
        {
            for (int i = 0; i < rows.Schema.Count; i++)
            {
                if (i > 0) output.Write(","u8);
                WriteValue(rows[i], row, rows.Schema[i].Name, output);
            }

            output.Write("\n"u8);
        }

        return output.ToArray();
    }

    public RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where)
    {
        RequireFlat(schema);
        return new CsvRowReader(schema, bytes.Span, where).ReadAll();
    }

    internal static byte[] Header(Schema schema)
    {
        using var output = new PooledOutput();
        WriteHeader(schema, output);
        return output.ToArray();
    }

    private static void WriteHeader(Schema schema, PooledOutput output)
    {
        for (int i = 0; i < schema.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            WriteText(Encoding.UTF8.GetBytes(schema[i].Name), output);
        }

        output.Write("\n"u8);
    }

    private static void WriteValue(Column column, int row, string name, PooledOutput output)
    {
        if (column.IsNull(row)) return;
        if (column.Type is DictionaryType or BytesType { IsText: true })
        {
            WriteText(column.Bytes(row), output);
        }
        else if (column.Type is BytesType)
        {
            byte[] base64 = new byte[Base64.GetMaxEncodedToUtf8Length(column.Bytes(row).Length)];
            Base64.EncodeToUtf8(column.Bytes(row), base64, out _, out int length);
            WriteText(base64.AsSpan(0, length), output);
        }
        else
        {
            output.Advance(ScalarText.Write(column, row, name, output.GetSpan(ScalarText.BytesMax)));
        }
    }

    private static void WriteText(ReadOnlySpan<byte> text, PooledOutput output)
    {
        if (!text.IsEmpty && text.IndexOfAny(Special) < 0)
        {
            output.Write(text);
            return;
        }

        output.Write("\""u8);
        for (int at; (at = text.IndexOf((byte)'"')) >= 0; text = text[(at + 1)..])
        {
            output.Write(text[..at]);
            output.Write("\"\""u8);
        }

        output.Write(text);
        output.Write("\""u8);
    }

    private static void RequireFlat(Schema schema)
    {
        foreach (Field field in schema.Fields)
        {
            bool flat = field.Type is not (ListType or FixedListType or StructType
                or DictionaryType { Value: not BytesType { IsText: true } });
            if (!flat) throw new PlanException(
                $"The csv format holds no {field.Type} column ('{field.Name}'): use jsonl or parquet.");
        }
    }
}
