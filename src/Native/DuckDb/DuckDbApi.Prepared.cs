using System.Runtime.InteropServices;

namespace Tauric.Native.DuckDb;

// Chapters "prepared statements", "bind values" and "execute prepared". Parameter indices start at 1.
internal static unsafe partial class DuckDbApi
{
    /// <remarks>The statement is destroyed after a failure too: it holds the error.</remarks>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DuckState duckdb_prepare(
        ConnectionHandle connection, string query, out PreparedHandle statement);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_prepare(ref nint statement);

    /// <returns>Null, or text that lives as long as the statement.</returns>
    [LibraryImport(Library)]
    internal static partial byte* duckdb_prepare_error(PreparedHandle statement);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_nparams(PreparedHandle statement);

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_bind_null(PreparedHandle statement, ulong index);

    /// <param name="value">0 or 1: the header's bool is one byte.</param>
    [LibraryImport(Library)]
    internal static partial DuckState duckdb_bind_boolean(PreparedHandle statement, ulong index, byte value);

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_bind_int64(PreparedHandle statement, ulong index, long value);

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_bind_uint64(PreparedHandle statement, ulong index, ulong value);

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_bind_float(PreparedHandle statement, ulong index, float value);

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_bind_double(PreparedHandle statement, ulong index, double value);

    /// <param name="days">Since 1970-01-01.</param>
    [LibraryImport(Library)]
    internal static partial DuckState duckdb_bind_date(PreparedHandle statement, ulong index, int days);

    /// <param name="micros">Since 1970-01-01T00:00:00Z.</param>
    [LibraryImport(Library)]
    internal static partial DuckState duckdb_bind_timestamp_tz(PreparedHandle statement, ulong index, long micros);

    /// <summary>Copies the text.</summary>
    [LibraryImport(Library)]
    internal static partial DuckState duckdb_bind_varchar_length(
        PreparedHandle statement, ulong index, byte* text, ulong length);

    /// <summary>Copies the bytes.</summary>
    [LibraryImport(Library)]
    internal static partial DuckState duckdb_bind_blob(
        PreparedHandle statement, ulong index, byte* bytes, ulong length);

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_execute_prepared(PreparedHandle statement, DuckResult* result);

    /// <summary>Deprecated in the header, without a successor: chunks are computed as they are fetched.</summary>
    /// <remarks>The result dies when another statement runs on the connection.</remarks>
    [LibraryImport(Library)]
    internal static partial DuckState duckdb_execute_prepared_streaming(PreparedHandle statement, DuckResult* result);
}
