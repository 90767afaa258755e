using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Sinks;

/// <summary>
/// An object of one row that is the bytes of its binary column, untouched. Other columns live in the object's key:
/// text is the key without its first folder, a timestamp is midnight UTC of the date that the file is named by.
/// </summary>
[Format("bytes")]
public sealed class BytesFormat : IFormat
{
    public string Name => "bytes";

    public byte[] Write(RecordBatch rows)
    {
        if (rows.Length != 1) throw new DataException(
            $"A bytes object holds one row, not {rows.Length}: the dataset's path must tell its rows apart.");
        Column[] binary = [.. rows.Columns.Where(c => c.Type == ArrowType.Binary)];
        if (binary.Length != 1)
            throw new PlanException($"The bytes format wants one binary column, not {binary.Length}: {rows.Schema}.");
        return binary[0].IsNull(0)
            ? throw new DataException("The bytes format cannot hold null.") : binary[0].Bytes(0).ToArray();
    }

    public RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where)
    {
        using var rows = new BatchBuilder(schema);
        for (int i = 0; i < schema.Count; i++)
        {
            switch (schema[i].Type)
            {
                case BytesType { IsText: true }: rows[i].AppendText(where[(where.IndexOf('/') + 1)..]); break;
                case BytesType: rows[i].AppendBytes(bytes.Span); break;
                case TimestampType: rows[i].Append(UtcMicros.From(DateOf(where))); break;
                default: throw new PlanException(
                    $"The bytes format holds no {schema[i].Type} column ('{schema[i].Name}').");
            }
        }

        return rows.Build();
    }

    private static DateOnly DateOf(string key)
    {
        string name = key[(key.LastIndexOf('/') + 1)..];
        bool dated = name.Length >= 10
            & DateOnly.TryParseExact(name[..Math.Min(name.Length, 10)], "yyyy-MM-dd", CultureInfo.InvariantCulture,
                DateTimeStyles.None, out DateOnly date);
        return dated ? date : throw new DataException(
            $"'{key}' line 1, column 1: the file is not named by a date, yyyy-MM-dd.ext.");
    }
}
