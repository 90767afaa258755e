using System.Collections;
using System.Runtime.InteropServices;
using Tauric.Engine.Columnar;
using Tauric.Native.DuckDb;
using static Tauric.Native.DuckDb.DuckDbApi;

namespace Tauric.Adapters.DuckDb;

/// <summary>
/// The rows of a running query, once, as batches the caller disposes. Enumerating to the end, leaving the loop or
/// <see cref="Dispose"/> ends the query. Types without a columnar twin: HUGEINT becomes int64 (an overflow is an
/// error), DECIMAL float64, TIMESTAMP of any unit µs (ns are floored), ENUM utf8, MAP a list of key and value; others
/// are an error that names the column and the cast that helps.
/// </summary>
public sealed unsafe class DuckRows : IEnumerable<RecordBatch>, IDisposable
{
    public const int BatchRows = 65_536;

    private readonly DuckConnection _connection;
    private readonly string _sql;
    private readonly DuckVector[] _columns;
    private DuckResult _result;
    private bool _disposed;

    internal DuckRows(DuckConnection connection, string sql, DuckResult result)
    {
        (_connection, _sql) = (connection, sql);
        int count = (int)duckdb_column_count(&result);
        _columns = new DuckVector[count];
        var fields = new Field[count];
        for (int i = 0; i < count; i++)
        {
            string name = Marshal.PtrToStringUTF8((nint)duckdb_column_name(&result, (ulong)i)) ?? "";
            using LogicalTypeHandle type = duckdb_column_logical_type(&result, (ulong)i);
            _columns[i] = new DuckVector(type, name);
            fields[i] = new Field(name, _columns[i].Type);
        }

        Schema = new Schema(fields);
        _result = result;
    }

    public Schema Schema { get; }

    /// <summary>Batches of <see cref="BatchRows"/> rows, but for the last.</summary>
    public IEnumerator<RecordBatch> GetEnumerator() => Batches(BatchRows);

    /// <summary>Batches of another size.</summary>
    public IEnumerable<RecordBatch> InBatchesOf(int rows)
    {
        using IEnumerator<RecordBatch> batches = Batches(rows);
        while (batches.MoveNext()) yield return batches.Current;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        fixed (DuckResult* result = &_result) duckdb_destroy_result(result);
        _connection.Closed(this);
    }

    private IEnumerator<RecordBatch> Batches(int batchRows)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var pending = new ChunkQueue();
        try
        {
            while (Fetch() is { } chunk)
            {
                pending.Add(chunk);
                while (pending.Rows >= batchRows) yield return pending.Take(batchRows, Schema, _columns);
            }

            if (pending.Rows > 0) yield return pending.Take(pending.Rows, Schema, _columns);
        }
        finally
        {
            pending.Dispose();
            Dispose();
        }
    }

    private DataChunkHandle? Fetch()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        DataChunkHandle chunk = duckdb_fetch_chunk(_result);
        if (!chunk.IsInvalid) return chunk;
        fixed (DuckResult* result = &_result)
        {
            // The end and a failure look alike from here.
            if (duckdb_result_error(result) is var error && error != null && *error != 0)
                throw _connection.Failure(ref _result, _sql);
        }

        return null;
    }
}
