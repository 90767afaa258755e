using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Tauric.Adapters.DuckDb;

namespace Tauric.Bench;

/// <summary>What the figures were measured on.</summary>
internal sealed partial record Machine(string Cpu, int Cores, double MemoryGiB, string Dotnet, string DuckDb)
{
    public static Machine Here() => new(CpuModel(), Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
        Environment.Version.ToString(), DuckVersion.Library);

    /// <summary>Name of its folder under <c>bench/results</c>.</summary>
    public string Slug => $"{NotInSlug().Replace(Cpu.ToLowerInvariant(), "-").Trim('-')}-{Cores}-cores";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Cpu}, {Cores} cores, {MemoryGiB} GiB, .NET {Dotnet}, DuckDB {DuckDb}");

    private static string CpuModel()
    {
        string? line = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    [GeneratedRegex("(\\(r\\)|\\(tm\\)|[^a-z0-9])+")]
    private static partial Regex NotInSlug();
}
