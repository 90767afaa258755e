using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Native.DuckDb;
using static Tauric.Native.DuckDb.DuckDbApi;

namespace Tauric.Adapters.DuckDb;

/// <summary>What SQL may read by name: a schema and how to start reading its batches.</summary>
internal sealed class ScanSource(Schema schema, Func<IEnumerable<RecordBatch>> open)
{
    public Schema Schema { get; } = schema;

    public Func<IEnumerable<RecordBatch>> Open { get; } = open;

    /// <summary>What the source threw, kept because only its message crosses DuckDB.</summary>
    public Exception? Failure { get; set; }
}

/// <summary>
/// Makes record batches readable by SQL: a table function over a source's number, and a replacement scan that turns an
/// unknown table name into that function. Every callback catches everything: an exception that crosses into native code
/// ends the process.
/// </summary>
internal sealed unsafe class ScanRegistry(DatabaseHandle database)
{
    private const string Function = "tauric_scan";

    private readonly ConcurrentDictionary<long, ScanSource> _sources = new();
    private readonly ConcurrentDictionary<string, long> _names = new(StringComparer.OrdinalIgnoreCase);
    private long _last;

    public long Add(ScanSource source)
    {
        long id = Interlocked.Increment(ref _last);
        _sources[id] = source;
        return id;
    }

    public long Add(string name, ScanSource source)
    {
        long id = Add(source);
        if (_names.TryAdd(name, id)) return id;
        Remove(id);
        throw new UsageException($"A table '{name}' is registered already.");
    }

    public void Remove(long id, string? name = null)
    {
        if (name is not null) _names.TryRemove(name, out _);
        _sources.TryRemove(id, out _);
    }

    /// <summary>SQL that reads a source by its number, for callers that need no name.</summary>
    public static string Sql(long id) => $"{Function}({id})";

    /// <summary>Throws what a source threw, if that is why a statement failed.</summary>
    public void ThrowFailure(string message)
    {
        foreach (ScanSource source in _sources.OrderBy(s => s.Key).Select(s => s.Value))
        {
            if (source.Failure is not { } failure) continue;
            if (!message.Contains(failure.Message, StringComparison.Ordinal)) continue;
            source.Failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void RegisterWith(DuckConnection connection)
    {
        using TableFunctionHandle function = duckdb_create_table_function();
        using LogicalTypeHandle number = duckdb_create_logical_type(DuckType.BigInt);
        duckdb_table_function_set_name(function, Function);
        duckdb_table_function_add_parameter(function, number);
        duckdb_table_function_set_extra_info(function, Handle(this), &Drop);
        duckdb_table_function_set_bind(function, &Bind);
        duckdb_table_function_set_init(function, &Init);
        duckdb_table_function_set_function(function, &Next);
        duckdb_table_function_supports_projection_pushdown(function, 1);
        if (duckdb_register_table_function(connection.Handle, function) != DuckState.Success)
            throw new BugException($"DuckDB refuses the table function {Function}.");
        duckdb_add_replacement_scan(database, &Replace, Handle(this), &Drop);
    }

    private static nint Handle(object state) => GCHandle.ToIntPtr(GCHandle.Alloc(state));

    private static T State<T>(nint handle) => (T)GCHandle.FromIntPtr(handle).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Drop(nint handle)
    {
        GCHandle state = GCHandle.FromIntPtr(handle);
        (state.Target as Scan)?.Close();
        state.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Replace(nint info, byte* table, nint extra)
    {
        string name = Marshal.PtrToStringUTF8((nint)table) ?? "";
        if (!State<ScanRegistry>(extra)._names.TryGetValue(name, out long id)) return;
        using ValueHandle value = duckdb_create_int64(id);
        duckdb_replacement_scan_set_function_name(info, Function);
        duckdb_replacement_scan_add_parameter(info, value);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        try
        {
            using ValueHandle value = duckdb_bind_get_parameter(info, 0);
            long id = duckdb_get_int64(value);
            if (!State<ScanRegistry>(duckdb_bind_get_extra_info(info))._sources.TryGetValue(id, out ScanSource? source))
                throw new UsageException($"{Function}({id}) is not registered (any more).");
            foreach (Field field in source.Schema.Fields)
            {
                using LogicalTypeHandle type = DuckTypes.ToDuck(field.Type, field.Name);
                duckdb_bind_add_result_column(info, field.Name, type);
            }

            duckdb_bind_set_bind_data(info, Handle(source), &Drop);
        }
        catch (Exception e)
        {
            duckdb_bind_set_error(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        try
        {
            var source = State<ScanSource>(duckdb_init_get_bind_data(info));
            var wanted = new int[duckdb_init_get_column_count(info)];
            for (int i = 0; i < wanted.Length; i++)
            {
                ulong column = duckdb_init_get_column_index(info, (ulong)i);
                wanted[i] = column < (ulong)source.Schema.Count ? (int)column : -1;
            }

            duckdb_init_set_max_threads(info, 1);
            duckdb_init_set_init_data(info, Handle(new Scan(source, wanted)), &Drop);
        }
        catch (Exception e)
        {
            duckdb_init_set_error(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Next(nint info, nint output)
    {
        var scan = State<Scan>(duckdb_function_get_init_data(info));
        try
        {
            duckdb_output_set_size(output, (ulong)scan.Fill(output));
        }
        catch (Exception e)
        {
            scan.Source.Failure = e;
            duckdb_function_set_error(info, e.Message);
        }
    }
}
