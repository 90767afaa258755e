using System.Runtime.InteropServices;

namespace Tauric.Native.DuckDb;

// Chapters "logical types" and "values".
internal static unsafe partial class DuckDbApi
{
    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_create_logical_type(DuckType type);

    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_create_list_type(LogicalTypeHandle item);

    /// <param name="size">Items a value, at least 1.</param>
    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_create_array_type(LogicalTypeHandle item, ulong size);

    /// <param name="types">Borrowed handles.</param>
    /// <param name="names">Borrowed text.</param>
    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_create_struct_type(nint* types, byte** names, ulong count);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_logical_type(ref nint type);

    [LibraryImport(Library)]
    internal static partial DuckType duckdb_get_type_id(LogicalTypeHandle type);

    [LibraryImport(Library)]
    internal static partial byte duckdb_decimal_scale(LogicalTypeHandle type);

    /// <returns>The integer type that a decimal is stored as.</returns>
    [LibraryImport(Library)]
    internal static partial DuckType duckdb_decimal_internal_type(LogicalTypeHandle type);

    /// <returns>The unsigned integer type that indices into the dictionary are stored as.</returns>
    [LibraryImport(Library)]
    internal static partial DuckType duckdb_enum_internal_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    internal static partial uint duckdb_enum_dictionary_size(LogicalTypeHandle type);

    /// <returns>Text the caller gives to <see cref="duckdb_free"/>.</returns>
    [LibraryImport(Library)]
    internal static partial byte* duckdb_enum_dictionary_value(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_list_type_child_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_array_type_child_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_array_type_array_size(LogicalTypeHandle type);

    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_map_type_key_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_map_type_value_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_struct_type_child_count(LogicalTypeHandle type);

    [LibraryImport(Library)]
    internal static partial LogicalTypeHandle duckdb_struct_type_child_type(LogicalTypeHandle type, ulong index);

    /// <returns>Text the caller gives to <see cref="duckdb_free"/>.</returns>
    [LibraryImport(Library)]
    internal static partial byte* duckdb_struct_type_child_name(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library)]
    internal static partial ValueHandle duckdb_create_int64(long value);

    [LibraryImport(Library)]
    internal static partial long duckdb_get_int64(ValueHandle value);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_value(ref nint value);
}
