using System.Runtime.InteropServices;
using Tauric.Engine.Columnar;
using Tauric.Native;

namespace Tauric.Adapters.Tests.Interop;

/// <summary>
/// DuckDB's chapter "arrow interface" on an instance of its own: what crosses is the C structs of the interface. Only
/// this proof uses it, so its declarations live here and not in Native.
/// </summary>
internal sealed unsafe class DuckArrow : IDisposable
{
    private static readonly nint s_library = NativeLibrary.Load(NativeLibraries.Find("duckdb"));

    private nint _database;
    private nint _connection;

    public DuckArrow()
    {
        fixed (nint* database = &_database, connection = &_connection)
        {
            Assert.Equal(0, ((delegate* unmanaged[Cdecl]<byte*, nint*, int>)Of("duckdb_open"))(null, database));
            Assert.Equal(0, ((delegate* unmanaged[Cdecl]<nint, nint*, int>)Of("duckdb_connect"))(
                _database, connection));
        }

        Execute("SET TimeZone = 'UTC'");
    }

    public void Execute(string sql)
    {
        Result result = Query(sql);
        Drop("duckdb_destroy_result", &result);
    }

    /// <summary>Moves a batch into a chunk by pointer and appends the chunk to a table.</summary>
    /// <param name="look">Told where the chunk's columns lie, before it is appended.</param>
    public void Append(string table, RecordBatch batch, Action<nint[]> look)
    {
        ArrowSchema schema;
        CData.Export(batch.Schema, &schema);
        nint converted = 0, chunk = 0;
        Check(((delegate* unmanaged[Cdecl]<nint, ArrowSchema*, nint*, nint>)Of("duckdb_schema_from_arrow"))(
            _connection, &schema, &converted));
        schema.Release(&schema);
        ArrowArray array;
        CData.Export(batch, &array);
        Check(((delegate* unmanaged[Cdecl]<nint, ArrowArray*, nint, nint*, nint>)Of("duckdb_data_chunk_from_arrow"))(
            _connection, &array, converted, &chunk));
        var vectorOf = (delegate* unmanaged[Cdecl]<nint, ulong, nint>)Of("duckdb_data_chunk_get_vector");
        var dataOf = (delegate* unmanaged[Cdecl]<nint, nint>)Of("duckdb_vector_get_data");
        var vectors = new nint[batch.Schema.Count];
        for (int i = 0; i < vectors.Length; i++) vectors[i] = dataOf(vectorOf(chunk, (ulong)i));
        look(vectors);
        AppendChunk(table, chunk);
        Drop("duckdb_destroy_data_chunk", &chunk);
        Drop("duckdb_destroy_arrow_converted_schema", &converted);
    }

    /// <summary>Every chunk of a query as an Arrow array of DuckDB's, imported by pointer.</summary>
    public List<RecordBatch> Read(string sql)
    {
        Result result = Query(sql);
        nint options = ((delegate* unmanaged[Cdecl]<Result*, nint>)Of("duckdb_result_get_arrow_options"))(&result);
        Schema schema = SchemaOf(&result, options);
        var fetch = (delegate* unmanaged[Cdecl]<Result, nint>)Of("duckdb_fetch_chunk");
        var batches = new List<RecordBatch>();
        for (nint chunk = fetch(result); chunk != 0; chunk = fetch(result))
        {
            ArrowArray array;
            Check(((delegate* unmanaged[Cdecl]<nint, nint, ArrowArray*, nint>)Of("duckdb_data_chunk_to_arrow"))(
                options, chunk, &array));
            Drop("duckdb_destroy_data_chunk", &chunk);
            batches.Add(CData.ImportBatch(&array, schema));
        }

        Drop("duckdb_destroy_arrow_options", &options);
        Drop("duckdb_destroy_result", &result);
        return batches;
    }

    public void Dispose()
    {
        fixed (nint* connection = &_connection, database = &_database)
        {
            Drop("duckdb_disconnect", connection);
            Drop("duckdb_close", database);
        }
    }

    private Result Query(string sql)
    {
        Result result;
        nint text = Marshal.StringToCoTaskMemUTF8(sql);
        int state = ((delegate* unmanaged[Cdecl]<nint, nint, Result*, int>)Of("duckdb_query"))(
            _connection, text, &result);
        Marshal.FreeCoTaskMem(text);
        string? error = Marshal.PtrToStringUTF8(
            ((delegate* unmanaged[Cdecl]<Result*, nint>)Of("duckdb_result_error"))(&result));
        Assert.True(state == 0, error);
        return result;
    }

    private void AppendChunk(string table, nint chunk)
    {
        nint appender = 0, name = Marshal.StringToCoTaskMemUTF8(table);
        Assert.Equal(0, ((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint*, int>)Of("duckdb_appender_create"))(
            _connection, null, name, &appender));
        Marshal.FreeCoTaskMem(name);
        Assert.Equal(0, ((delegate* unmanaged[Cdecl]<nint, nint, int>)Of("duckdb_append_data_chunk"))(
            appender, chunk));
        Assert.Equal(0, ((delegate* unmanaged[Cdecl]<nint*, int>)Of("duckdb_appender_destroy"))(&appender));
    }

    private static Schema SchemaOf(Result* result, nint options)
    {
        int count = (int)((delegate* unmanaged[Cdecl]<Result*, ulong>)Of("duckdb_column_count"))(result);
        var typeOf = (delegate* unmanaged[Cdecl]<Result*, ulong, nint>)Of("duckdb_column_logical_type");
        var nameOf = (delegate* unmanaged[Cdecl]<Result*, ulong, nint>)Of("duckdb_column_name");
        nint[] types = [.. Enumerable.Range(0, count).Select(i => typeOf(result, (ulong)i))];
        nint[] names = [.. Enumerable.Range(0, count).Select(i => nameOf(result, (ulong)i))];
        ArrowSchema schema;
        fixed (nint* type = types, name = names)
        {
            Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint*, ulong, ArrowSchema*, nint>)Of(
                "duckdb_to_arrow_schema"))(options, type, name, (ulong)count, &schema));
            for (int i = 0; i < count; i++) Drop("duckdb_destroy_logical_type", type + i);
        }

        return CData.ImportSchema(&schema);
    }

    private static void Check(nint error)
    {
        if (error == 0) return;
        Assert.Fail(Marshal.PtrToStringUTF8(
            ((delegate* unmanaged[Cdecl]<nint, nint>)Of("duckdb_error_data_message"))(error)));
    }

    private static void Drop(string function, void* handle) =>
        ((delegate* unmanaged[Cdecl]<void*, void>)Of(function))(handle);

    private static nint Of(string function) => NativeLibrary.GetExport(s_library, function);

    /// <summary><c>duckdb_result</c>: 48 bytes, passed by value.</summary>
    private struct Result
    {
        public fixed ulong Words[6];
    }
}
