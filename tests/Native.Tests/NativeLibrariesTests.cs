using System.Runtime.InteropServices;

namespace Tauric.Native.Tests;

public sealed class NativeLibrariesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tauric-native-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("duckdb", "duckdb_open")]
    [InlineData("llama", "llama_backend_init")]
    [InlineData("ggml", "ggml_backend_load_all_from_path")]
    [InlineData("ggml-base", "ggml_version")]
    public void Every_pinned_library_is_found_and_loads(string library, string export)
    {
        string path = NativeLibraries.Find(library);
        Assert.True(Path.IsPathFullyQualified(path));
        Assert.NotEqual(0, NativeLibrary.GetExport(NativeLibrary.Load(path), export));
    }

    [Fact]
    public void The_assembly_has_its_resolver_from_the_start()
    {
        NativeLibraries.Find("duckdb");
        // The runtime allows one resolver an assembly: a second is refused only where the first stands.
        Assert.Throws<InvalidOperationException>(
            () => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, static (_, _, _) => 0));
    }

    [Fact]
    public void The_tokenizer_ranks_are_found()
    {
        string path = NativeLibraries.DataFile("js-tiktoken", "dist/ranks/o200k_base.js");
        Assert.StartsWith("export default {", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void The_given_folder_wins_then_the_one_beside_the_program_then_the_restored_one()
    {
        string restored = Put("native/node_modules/@duckdb/some-platform", "duckdb");
        string program = Path.Combine(_root, "a", "b");
        Assert.Equal(restored, Search(null, program).Library("duckdb"));

        string beside = Put("a/b/native", "duckdb");
        Assert.Equal(beside, Search("", program).Library("duckdb"));

        string given = Put("given", "duckdb");
        Assert.Equal(given, Search(Path.GetDirectoryName(given), program).Library("duckdb"));
    }

    [Fact]
    public void A_version_in_the_file_name_is_no_obstacle_and_a_longer_name_is_another_library()
    {
        string llama = Put("given", "llama.v9.9.9");
        string ggml = Put("given", "ggml.v9.9.9");
        string ggmlBase = Put("given", "ggml-base");
        Put("given", "llama-common");
        NativeLibraries.Search search = Search(Path.Combine(_root, "given"), _root);
        Assert.Equal([llama, ggml, ggmlBase], new[] { "llama", "ggml", "ggml-base" }.Select(search.Library));
    }

    [Fact]
    public void A_missing_library_says_what_where_and_what_to_do()
    {
        string message = Assert.Throws<NativeLibraryMissingException>(
            () => Search(Path.Combine(_root, "none"), _root).Library("duckdb")).Message;
        Assert.Contains("'duckdb'", message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_root, "none"), message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_root, "native"), message, StringComparison.Ordinal);
        Assert.Contains("Node.js", message, StringComparison.Ordinal);
        Assert.Contains(NativeLibraries.FolderVariable, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_data_file_names_the_package()
    {
        string message = Assert.Throws<NativeLibraryMissingException>(
            () => Search(null, _root).Data("js-tiktoken", "nothing.js")).Message;
        Assert.Contains("js-tiktoken/nothing.js", message, StringComparison.Ordinal);
    }

    private static NativeLibraries.Search Search(string? given, string program) => new(given, program);

    private string Put(string folder, string stem)
    {
        string name = OperatingSystem.IsWindows() ? $"{stem}.dll"
            : OperatingSystem.IsMacOS() ? $"lib{stem}.dylib"
            : $"lib{stem}.so";
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, folder)).FullName, name);
        File.WriteAllText(path, "");
        return path;
    }
}
