using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using Tauric.Engine;
using Tauric.Native;
using Tauric.Native.Llama;
using Tauric.Native.Posix;

namespace Tauric.Adapters.Models.Llama;

/// <summary>
/// llama.cpp as this process has it: loaded once, checked, its log redirected, its backends chosen. The processor's
/// code comes in builds for many generations; each sums in another order, so one is pinned for all machines alike.
/// </summary>
internal sealed unsafe class LlamaLibrary
{
    private const string Auto = "auto";
    private const string CpuPrefix = "ggml-cpu-";

    /// <summary>The newest build that every x64 processor of the last ten years runs.</summary>
    private const string Pinned = "haswell";

    private static readonly Lock s_lock = new();
    private static LlamaLibrary? s_loaded;

    [ThreadStatic]
    private static StringBuilder? t_errors;

    private readonly string _asked;

    private LlamaLibrary(string? asked)
    {
        _asked = asked ?? "";
        if (!OperatingSystem.IsWindows()) _ = Posix.SetEnvironment("GGML_NO_BACKTRACE", "1", overwrite: 0);
        string llama = NativeLibraries.Find("llama");
        LlamaApi.llama_log_set(&Log, null);
        if (LlamaAbi.Problem() is { } problem)
            throw new ResourceException($"'{llama}' cannot be used: {problem}. Restore the native packages.");
        string folder = Path.GetDirectoryName(llama)!;
        string cpu = Cpu(folder, asked);
        Load(cpu);
        string[] gpus = [.. Backends(folder).Where(f => Name(f) is "ggml-cuda" or "ggml-vulkan" or "ggml-metal")];
        nint[] found = [.. gpus.Select(GgmlApi.ggml_backend_load)];
        HasGpu = found.Any(backend => backend != 0);
        LlamaApi.llama_backend_init();
        CpuVariant = Name(cpu).Replace(CpuPrefix, "", StringComparison.Ordinal);
        Identity = Hash([llama, NativeLibraries.Find("ggml"), NativeLibraries.Find("ggml-base"), cpu, .. gpus]);
    }

    /// <summary>The build of the processor's code in use, e.g. <c>haswell</c>.</summary>
    public string CpuVariant { get; }

    public bool HasGpu { get; }

    /// <summary>Hash of the files that compute.</summary>
    public string Identity { get; }

    /// <param name="variant">See <see cref="LlamaOptions.CpuVariant"/>.</param>
    /// <exception cref="ResourceException">The library or the variant is missing, or of another version.</exception>
    /// <exception cref="PlanException">This process already runs another variant.</exception>
    public static LlamaLibrary Use(string? variant)
    {
        lock (s_lock)
        {
            try
            {
                s_loaded ??= new LlamaLibrary(variant);
            }
            catch (NativeLibraryMissingException e)
            {
                throw new ResourceException(e.Message, e);
            }

            return (variant ?? "") == s_loaded._asked || variant == s_loaded.CpuVariant
                ? s_loaded
                : throw new PlanException($"Models of one process share one build of the processor's code: "
                    + $"'{s_loaded.CpuVariant}' is in use, '{variant}' was asked for.");
        }
    }

    /// <summary>What the library said went wrong on this thread since this was last asked.</summary>
    public static string TakeErrors()
    {
        string errors = t_errors?.ToString().Trim() ?? "";
        t_errors?.Clear();
        return errors.ReplaceLineEndings("; ");
    }

    private static string Cpu(string folder, string? asked)
    {
        string[] builds = [.. Backends(folder).Where(f => Name(f).StartsWith("ggml-cpu", StringComparison.Ordinal))];
        string? named = asked == Auto ? null : asked ?? (Avx2.IsSupported && Fma.IsSupported ? Pinned : null);
        string? chosen = named is null
            ? builds.MaxBy(Score)
            : builds.FirstOrDefault(file => Name(file) == CpuPrefix + named);
        return chosen ?? throw new ResourceException(
            $"No build '{named}' of llama.cpp's processor code lies in {folder}. There: "
            + (builds.Length == 0 ? "none" : string.Join(", ", builds.Select(Name))) + ".");
    }

    /// <summary>How well a build suits this machine, as it says itself; 0: not at all.</summary>
    private static int Score(string file) =>
        NativeLibrary.TryLoad(file, out nint library)
        && NativeLibrary.TryGetExport(library, "ggml_backend_score", out nint score)
            ? ((delegate* unmanaged[Cdecl]<int>)score)()
            : 0;

    private static void Load(string backend)
    {
        if (GgmlApi.ggml_backend_load(backend) == 0)
            throw new ResourceException($"This machine cannot run '{backend}': {TakeErrors()}");
    }

    private static IEnumerable<string> Backends(string folder) =>
        Directory.EnumerateFiles(folder, "*ggml-*").Order(StringComparer.Ordinal);

    private static string Name(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return name.StartsWith("lib", StringComparison.Ordinal) ? name[3..] : name;
    }

    private static string Hash(string[] files)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            using FileStream stream = File.OpenRead(file);
            all.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset().AsSpan(0, 8));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Log(int level, byte* text, void* user)
    {
        const int Error = 4, Enough = 1000;
        if (level == Error && (t_errors ??= new StringBuilder()).Length < Enough) t_errors.Append(LlamaAbi.Text(text));
    }
}
