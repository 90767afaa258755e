using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.DuckDb;

/// <summary>What a Parquet file is written with.</summary>
public sealed record ParquetOptions
{
    /// <summary>Rows a row group; DuckDB rounds up to a multiple of 2,048.</summary>
    public int RowGroupRows { get; init; } = 122_880;

    /// <summary>Pairs of the footer, in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> KeyValueMetadata { get; init; } = [];
}

/// <summary>Writes Parquet (zstd, v2 encodings). The same rows give the same bytes, whatever their batches.</summary>
/// <remarks>The bytes name DuckDB's version: they may change when it does.</remarks>
public sealed class ParquetSink(DuckPool pool)
{
    /// <summary>Writes a whole file; disposes the batches. A failure leaves no file.</summary>
    /// <returns>Rows written.</returns>
    public long Write(string path, Schema schema, IEnumerable<RecordBatch> batches, ParquetOptions? options = null)
    {
        options ??= new ParquetOptions();
        using DuckPool.Lease lease = pool.Rent();
        using IDisposable registered = lease.Connection.Register("rows_to_write", schema, () => batches);
        bool existed = File.Exists(path);
        try
        {
            return lease.Connection.Execute(Copy(path, options));
        }
        catch
        {
            // A kill leaves what it leaves; an error must not.
            if (!existed && File.Exists(path)) File.Delete(path);
            throw;
        }
    }

    private static string Copy(string path, ParquetOptions options)
    {
        var sql = new StringBuilder("COPY (FROM rows_to_write) TO ").Append(DuckConnection.Literal(path));
        sql.Append(" (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2");
        sql.Append(", ROW_GROUP_SIZE ").Append(options.RowGroupRows);
        if (options.KeyValueMetadata.Count == 0) return sql.Append(')').ToString();
        IEnumerable<string> pairs = options.KeyValueMetadata.Select(
            p => $"{DuckConnection.Quote(p.Key)}: {DuckConnection.Literal(p.Value)}");
        return sql.Append(", KV_METADATA {").AppendJoin(", ", pairs).Append("})").ToString();
    }
}
