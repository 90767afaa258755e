using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tauric.Native;

/// <summary>
/// Where the native libraries and the data files pinned beside them are found. In this order: the folder named by
/// <c>TAURIC_NATIVE_DIR</c>, <c>native/</c> beside the program (a published one carries it), and the
/// <c>native/node_modules</c> that the build restored, in a folder above the program.
/// </summary>
public static class NativeLibraries
{
    public const string FolderVariable = "TAURIC_NATIVE_DIR";

    private static readonly string[] Pinned = ["duckdb", "ggml", "ggml-base", "llama"];
    private static readonly string[] Scopes = ["@duckdb", "@node-llama-cpp"];
    private static readonly ConcurrentDictionary<string, nint> Handles = new(StringComparer.Ordinal);

    /// <summary>Absolute path of a library: "duckdb", "llama", "ggml" or "ggml-base".</summary>
    /// <exception cref="NativeLibraryMissingException">No folder holds it.</exception>
    public static string Find(string library) => FromHere().Library(library);

    /// <summary>
    /// Absolute path of a file in a pinned data package, for example ("js-tiktoken", "dist/ranks/o200k_base.js").
    /// </summary>
    /// <exception cref="NativeLibraryMissingException">No folder holds it.</exception>
    public static string DataFile(string package, string relative) => FromHere().Data(package, relative);

    /// <summary>Sends P/Invokes of pinned libraries through <see cref="Find"/>. Runs once, before other code.</summary>
    // CA2255: the resolver has to stand before the first P/Invoke of any class here; no static constructor does.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) =>
        Pinned.Contains(library, StringComparer.Ordinal)
            ? Handles.GetOrAdd(library, static name => NativeLibrary.Load(Find(name)))
            : library == OpenCl.OpenClApi.Library && NativeLibrary.TryLoad(OpenClLoader, out nint loader) ? loader : 0;

    /// <summary>
    /// The system's, under the name that drivers install it by; the plain name exists where headers do.
    /// </summary>
    private static string OpenClLoader => OperatingSystem.IsWindows() ? "OpenCL.dll"
        : OperatingSystem.IsMacOS() ? "/System/Library/Frameworks/OpenCL.framework/OpenCL" : "libOpenCL.so.1";

    private static Search FromHere() =>
        new(Environment.GetEnvironmentVariable(FolderVariable), AppContext.BaseDirectory);

    /// <summary>One search: the folder given (null or empty: none) and the folder the program runs from.</summary>
    internal sealed class Search(string? given, string baseDirectory)
    {
        private readonly string _beside = Path.Combine(baseDirectory, "native");
        private readonly string? _restored = Restored(baseDirectory);

        public string Library(string name)
        {
            // A prefix and an extension, because file names may carry a version: libllama.v0.5.0.so.
            string prefix = (OperatingSystem.IsWindows() ? "" : "lib") + name + ".";
            string extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
            return Flat().Select(folder => First(folder, prefix, extension, SearchOption.TopDirectoryOnly))
                .Concat(Packages().Select(folder => First(folder, prefix, extension, SearchOption.AllDirectories)))
                .FirstOrDefault(path => path is not null)
                ?? throw Missing($"Native library '{name}' ({prefix}*{extension})");
        }

        public string Data(string package, string relative) =>
            Flat().Append(_restored)
                .Where(folder => folder is not null)
                .Select(folder => Path.GetFullPath(Path.Combine(folder!, package, relative)))
                .FirstOrDefault(File.Exists)
                ?? throw Missing($"Data file {package}/{relative}");

        private IEnumerable<string> Flat() =>
            string.IsNullOrEmpty(given) ? [_beside] : [Path.GetFullPath(given), _beside];

        private IEnumerable<string> Packages() =>
            _restored is null ? [] : Scopes.Select(scope => Path.Combine(_restored, scope));

        private static string? First(string folder, string prefix, string extension, SearchOption depth) =>
            !Directory.Exists(folder)
                ? null
                : Directory.EnumerateFiles(folder, prefix + "*", depth)
                    .Where(path => Path.GetExtension(path) == extension)
                    .Order(StringComparer.Ordinal)
                    .FirstOrDefault();

        private static string? Restored(string start)
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                string modules = Path.Combine(folder.FullName, "native", "node_modules");
                if (Directory.Exists(modules))
                    return modules;
            }
            return null;
        }

        private NativeLibraryMissingException Missing(string what) => new(
            $"{what} was not found. Looked in {FolderVariable} ({(string.IsNullOrEmpty(given) ? "not set" : given)}), "
            + $"{_beside}, and {_restored ?? $"native/node_modules above {baseDirectory} (absent)"}. "
            + "On linux-x64, 'dotnet build' with Node.js 20 or newer on the PATH restores it; "
            + $"elsewhere set {FolderVariable} to a folder that holds it.");
    }
}
