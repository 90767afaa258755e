using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Structs cross as they lie; without this the generator refuses the result struct, which the header passes by value.
[assembly: DisableRuntimeMarshalling]
[assembly: InternalsVisibleTo("Tauric.Adapters")]
[assembly: InternalsVisibleTo("Tauric.Native.Tests")]

namespace Tauric.Native.DuckDb;

/// <summary>
/// duckdb.h, chapter by chapter (a file each), under the header's own names. Declarations only: nothing here
/// allocates, retries or throws. Every <c>byte*</c> is UTF-8 ending in NUL; its remark says whose it is.
/// </summary>
/// <remarks>Chapters "open", "connect" and "configuration".</remarks>
internal static unsafe partial class DuckDbApi
{
    internal const string Library = "duckdb";

    /// <param name="path">A file, or null for a database in memory.</param>
    /// <param name="error">Null, or text the caller gives to <see cref="duckdb_free"/>.</param>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DuckState duckdb_open_ext(
        string? path, out DatabaseHandle database, ConfigHandle config, out byte* error);

    [LibraryImport(Library)]
    internal static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Library)]
    internal static partial void duckdb_disconnect(ref nint connection);

    /// <remarks>The one call that may come from another thread than the connection's.</remarks>
    [LibraryImport(Library)]
    internal static partial void duckdb_interrupt(ConnectionHandle connection);

    /// <returns>Static text, for example <c>v1.5.6</c>.</returns>
    [LibraryImport(Library)]
    internal static partial byte* duckdb_library_version();

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_create_config(out ConfigHandle config);

    /// <returns>An error for an unknown name; a bad value may only show when the database is opened.</returns>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DuckState duckdb_set_config(ConfigHandle config, string name, string option);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(Library)]
    internal static partial void duckdb_free(void* memory);
}
