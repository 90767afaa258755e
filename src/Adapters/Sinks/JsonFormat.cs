using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Sinks;

/// <summary>An object of exactly one row: its JSON document on one line.</summary>
[Format("json")]
public sealed class JsonFormat : IFormat
{
    private readonly JsonLinesFormat _lines = new();

    public string Name => "json";

    public byte[] Write(RecordBatch rows) => rows.Length == 1
        ? _lines.Write(rows)
        : throw new DataException(
            $"A json object holds one row, not {rows.Length}: the dataset's path must tell its rows apart.");

    public RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where)
    {
        RecordBatch rows = _lines.Read(schema, bytes, where);
        if (rows.Length == 1) return rows;
        rows.Dispose();
        throw ObjectText.Fault(where, bytes.Span, 0, $"a json object holds one row, this one {rows.Length}.");
    }
}
