using System.Runtime.InteropServices;

namespace Tauric.Native.DuckDb;

// Chapters "data chunks" and "vectors". A vector lives as long as its chunk; its pointers as long as nobody resizes it.
internal static unsafe partial class DuckDbApi
{
    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_data_chunk_get_size(DataChunkHandle chunk);

    [LibraryImport(Library)]
    internal static partial nint duckdb_data_chunk_get_vector(DataChunkHandle chunk, ulong column);

    /// <summary>The chunk of a table function's callback, which is DuckDB's: hence no handle.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_vector")]
    internal static partial nint duckdb_output_get_vector(nint chunk, ulong column);

    /// <inheritdoc cref="duckdb_output_get_vector"/>
    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_set_size")]
    internal static partial void duckdb_output_set_size(nint chunk, ulong rows);

    /// <returns>Rows a chunk holds at most.</returns>
    [LibraryImport(Library)]
    internal static partial ulong duckdb_vector_size();

    [LibraryImport(Library)]
    internal static partial void* duckdb_vector_get_data(nint vector);

    /// <returns>Null when no row is null; else bit i % 64 of word i / 64 is 1 for a value.</returns>
    [LibraryImport(Library)]
    internal static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library)]
    internal static partial void duckdb_vector_ensure_validity_writable(nint vector);

    [LibraryImport(Library)]
    internal static partial nint duckdb_list_vector_get_child(nint vector);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_list_vector_get_size(nint vector);

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_list_vector_set_size(nint vector, ulong size);

    [LibraryImport(Library)]
    internal static partial DuckState duckdb_list_vector_reserve(nint vector, ulong capacity);

    [LibraryImport(Library)]
    internal static partial nint duckdb_array_vector_get_child(nint vector);

    [LibraryImport(Library)]
    internal static partial nint duckdb_struct_vector_get_child(nint vector, ulong index);
}
