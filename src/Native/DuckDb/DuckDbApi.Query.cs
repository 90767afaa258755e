using System.Runtime.InteropServices;

namespace Tauric.Native.DuckDb;

// Chapters "query execution" and "result functions". A result is destroyed by its holder, failed ones too.
internal static unsafe partial class DuckDbApi
{
    /// <summary>Runs every statement of the text; the result is the last one's, whole in memory.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DuckState duckdb_query(ConnectionHandle connection, string query, DuckResult* result);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_result(DuckResult* result);

    /// <returns>Null, or text that lives as long as the result.</returns>
    [LibraryImport(Library)]
    internal static partial byte* duckdb_result_error(DuckResult* result);

    [LibraryImport(Library)]
    internal static partial DuckError duckdb_result_error_type(DuckResult* result);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_rows_changed(DuckResult* result);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_column_count(DuckResult* result);

    /// <returns>Text that lives as long as the result.</returns>
    [LibraryImport(Library)]
    internal static partial byte* duckdb_column_name(DuckResult* result, ulong column);

    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_column_logical_type(DuckResult* result, ulong column);

    /// <returns>An invalid handle at the end and after a failure: ask <see cref="duckdb_result_error"/>.</returns>
    [LibraryImport(Library)]
    internal static partial DataChunkHandle duckdb_fetch_chunk(DuckResult result);
}
