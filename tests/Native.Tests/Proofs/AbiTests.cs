using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tauric.Native.DuckDb;

/// <summary>Sizes and offsets as a 64-bit C compiler lays duckdb.h out.</summary>
public sealed unsafe class AbiTests
{
    [Fact]
    public void Structs_have_the_sizes_of_the_header()
    {
        Assert.Equal(48, sizeof(DuckResult));
        Assert.Equal(16, sizeof(DuckString));
        Assert.Equal(16, sizeof(DuckListEntry));
        Assert.Equal(16, sizeof(DuckHugeInt));
    }

    [Fact]
    public void A_string_overlays_its_bytes_with_prefix_and_pointer()
    {
        DuckString text = default;
        byte* start = (byte*)&text;
        Assert.Equal(4, (byte*)&text.Prefix - start);
        Assert.Equal(4, text.Inlined - start);
        Assert.Equal(8, (byte*)&text.Pointer - start);
    }

    [Fact]
    public void The_last_pointer_of_a_result_is_at_byte_40() =>
        Assert.Equal(40, Marshal.OffsetOf<DuckResult>(nameof(DuckResult.InternalData)).ToInt32());

    [Fact]
    public void The_library_loads_and_is_the_pinned_one() =>
        Assert.StartsWith("v1.5.", Marshal.PtrToStringUTF8((nint)DuckDbApi.duckdb_library_version()));

    [Fact]
    public void A_chunk_holds_2048_rows() => Assert.Equal(2048UL, DuckDbApi.duckdb_vector_size());

    [Fact]
    public void Every_declared_function_is_exported()
    {
        nint library = NativeLibrary.Load(NativeLibraries.Find("duckdb"));
        RuntimeHelpers.RunClassConstructor(typeof(DuckDbApi).TypeHandle);
        var missing = typeof(DuckDbApi)
            .GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Select(m => m.Name)
            .Where(n => n.StartsWith("duckdb_", StringComparison.Ordinal))
            .Where(n => !n.StartsWith("duckdb_output_", StringComparison.Ordinal))
            .Where(n => !NativeLibrary.TryGetExport(library, n, out _));
        Assert.Empty(missing);
    }
}
