using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Sinks;

/// <summary>
/// Parquet through DuckDB. The bytes name DuckDB's version and are the same for the same rows otherwise.
/// </summary>
[Format("parquet")]
public sealed class ParquetFormat : IFormat
{
    /// <summary>One for the process: an instance costs 20 ms to open and is kept as long as it may be wanted.</summary>
    internal static readonly DuckPool Pool = new(new DuckOptions { MemoryLimitBytes = 128L << 20 });

    public string Name => "parquet";

    public byte[] Write(RecordBatch rows) => WithFile(path =>
    {
        new ParquetSink(Pool).Write(path, rows.Schema, [rows.Retain()]);
        return File.ReadAllBytes(path);
    });

    /// <remarks>−0.0 may come back as 0.0 or the other way round: a dictionary page keeps equal values once.</remarks>
    public RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where) => WithFile(bytes, where, path =>
    {
        var batches = new List<RecordBatch>();
        try
        {
            foreach (RecordBatch batch in new ParquetSource(Pool).Read(path, schema))
            {
                using (batch) batches.Add(As(schema, batch, where));
            }

            return Concatenation.Of(schema, batches);
        }
        catch (DataException e)
        {
            throw new DataException(e.Message.Replace(path, $"'{where}'", StringComparison.Ordinal), e);
        }
        finally
        {
            foreach (RecordBatch batch in batches) batch.Dispose();
        }
    });

    /// <summary>The schema's own types: DuckDB has no dictionaries, and for it every column may be null.</summary>
    private static RecordBatch As(Schema schema, RecordBatch rows, string where)
    {
        for (int i = 0; i < schema.Count; i++)
        {
            if (!schema[i].Nullable && rows[i].NullCount > 0)
                throw new DataException($"'{where}': '{schema[i].Name}' holds nulls, its schema says it may not.");
        }

        return new RecordBatch(schema, rows.Length,
            [.. rows.Columns.Select((c, i) => c.Type.Equals(schema[i].Type) ? c.Retain() : Copy(c, schema[i].Type))]);
    }

    private static Column Copy(Column column, ArrowType type)
    {
        using var builder = new ColumnBuilder(type);
        for (int row = 0; row < column.Length; row++) builder.AppendFrom(column, row);
        return builder.Build();
    }

    /// <summary>DuckDB reads and writes files, not memory.</summary>
    internal static T WithFile<T>(ReadOnlyMemory<byte> bytes, string where, Func<string, T> use) => WithFile(path =>
    {
        DiskFault.Guard($"read '{where}'", path, bytes.Length, () => File.WriteAllBytes(path, bytes.Span));
        return use(path);
    });

    private static T WithFile<T>(Func<string, T> use)
    {
        string path = Path.Combine(Path.GetTempPath(), $"tauric-{Guid.NewGuid():N}.parquet");
        try
        {
            return use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
