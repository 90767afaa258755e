using System.Runtime.InteropServices;

namespace Tauric.Native.DuckDb;

// Chapters "table function", "bind", "init", "function" and "replacement scans". The info pointers are valid during
// the callback only. Data handed over with a delete callback is DuckDB's to drop, on any thread.
internal static unsafe partial class DuckDbApi
{
    [LibraryImport(Library)]
    internal static partial TableFunctionHandle duckdb_create_table_function();

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_table_function(ref nint function);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void duckdb_table_function_set_name(TableFunctionHandle function, string name);

    [LibraryImport(Library)]
    internal static partial void duckdb_table_function_add_parameter(
        TableFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(Library)]
    internal static partial void duckdb_table_function_set_extra_info(
        TableFunctionHandle function, nint extra, delegate* unmanaged[Cdecl]<nint, void> delete);

    [LibraryImport(Library)]
    internal static partial void duckdb_table_function_set_bind(
        TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> bind);

    [LibraryImport(Library)]
    internal static partial void duckdb_table_function_set_init(
        TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(Library)]
    internal static partial void duckdb_table_function_set_function(
        TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, void> main);

    [LibraryImport(Library)]
    internal static partial void duckdb_table_function_supports_projection_pushdown(
        TableFunctionHandle function, byte supported);

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_register_table_function(
        ConnectionHandle connection, TableFunctionHandle function);

    [LibraryImport(Library)]
    internal static partial nint duckdb_bind_get_extra_info(nint info);

    [LibraryImport(Library)]
    internal static partial ValueHandle duckdb_bind_get_parameter(nint info, ulong index);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void duckdb_bind_add_result_column(nint info, string name, LogicalTypeHandle type);

    [LibraryImport(Library)]
    internal static partial void duckdb_bind_set_bind_data(
        nint info, nint data, delegate* unmanaged[Cdecl]<nint, void> delete);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void duckdb_bind_set_error(nint info, string error);

    [LibraryImport(Library)]
    internal static partial nint duckdb_init_get_bind_data(nint info);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_init_get_column_count(nint info);

    /// <returns>Index of the k-th wanted column; past the last for the row id that count(*) asks for.</returns>
    [LibraryImport(Library)]
    internal static partial ulong duckdb_init_get_column_index(nint info, ulong column);

    [LibraryImport(Library)]
    internal static partial void duckdb_init_set_max_threads(nint info, ulong threads);

    [LibraryImport(Library)]
    internal static partial void duckdb_init_set_init_data(
        nint info, nint data, delegate* unmanaged[Cdecl]<nint, void> delete);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void duckdb_init_set_error(nint info, string error);

    [LibraryImport(Library)]
    internal static partial nint duckdb_function_get_init_data(nint info);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void duckdb_function_set_error(nint info, string error);

    /// <param name="replacement">(info, table name, extra); a callback that sets no function declines the name.</param>
    [LibraryImport(Library)]
    internal static partial void duckdb_add_replacement_scan(DatabaseHandle database,
        delegate* unmanaged[Cdecl]<nint, byte*, nint, void> replacement, nint extra,
        delegate* unmanaged[Cdecl]<nint, void> delete);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void duckdb_replacement_scan_set_function_name(nint info, string name);

    /// <summary>Copies the value.</summary>
    [LibraryImport(Library)]
    internal static partial void duckdb_replacement_scan_add_parameter(nint info, ValueHandle value);
}
