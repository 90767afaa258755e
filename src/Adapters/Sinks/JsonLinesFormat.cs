using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Sinks;

/// <summary>A JSON object a row, a row a line; members in schema order, nulls written. Binary is base64.</summary>
[Format("jsonl")]
public sealed class JsonLinesFormat : IFormat
{
    public string Name => "jsonl";

    public byte[] Write(RecordBatch rows)
    {
        JsonField[] fields = JsonField.Of(rows.Schema);
        using var output = new PooledOutput();
        for (int row = 0; row < rows.Length; row++)
        {
            JsonField.WriteObject(fields, rows.Columns, row, output);
            output.Write("\n"u8);
        }

        return output.ToArray();
    }

    public RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where) =>
        new JsonRowReader(schema, bytes.Span, where).ReadAll();
}
