using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Sinks;

/// <summary>An object of one row that is the bytes of its only column, untouched.</summary>
[Format("bytes")]
public sealed class BytesFormat : IFormat
{
    public string Name => "bytes";

    public byte[] Write(RecordBatch rows)
    {
        Require(rows.Schema);
        if (rows.Length != 1) throw new DataException(
            $"A bytes object holds one row, not {rows.Length}: the dataset's path must tell its rows apart.");
        return rows[0].IsNull(0)
            ? throw new DataException("The bytes format cannot hold null.") : rows[0].Bytes(0).ToArray();
    }

    public RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where)
    {
        Require(schema);
        using var rows = new BatchBuilder(schema);
        rows[0].AppendBytes(bytes.Span);
        return rows.Build();
    }

    private static void Require(Schema schema)
    {
        if (schema.Count != 1 || schema[0].Type != ArrowType.Binary)
            throw new PlanException($"The bytes format wants exactly one binary column, not [{schema}].");
    }
}
