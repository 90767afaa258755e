using Tauric.Adapters.DuckDb;
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
    private static readonly DuckPool s_pool = new();

    public string Name => "parquet";

    public byte[] Write(RecordBatch rows) => WithFile(path =>
    {
        new ParquetSink(s_pool).Write(path, rows.Schema, [rows.Retain()]);
        return File.ReadAllBytes(path);
    });

    public RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where) => WithFile(path =>
    {
        File.WriteAllBytes(path, bytes.Span);
        RecordBatch[] batches = [.. new ParquetSource(s_pool).Read(path, schema)];
        try
        {
            return Concatenation.Of(schema, batches);
        }
        finally
        {
            foreach (RecordBatch batch in batches) batch.Dispose();
        }
    });

    /// <summary>DuckDB reads and writes files, not memory.</summary>
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
