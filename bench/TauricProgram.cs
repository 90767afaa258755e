using System.Diagnostics;

namespace Tauric.Bench;

/// <summary>
/// The program as a child: the published one, machine code, where <c>PUBLISHED_TAURIC</c> names it; else the one that
/// is built with the benchmarks.
/// </summary>
internal static class TauricProgram
{
    private static readonly string? s_published = Environment.GetEnvironmentVariable("PUBLISHED_TAURIC");

    public static string Kind => s_published is null ? "built" : "published";

    /// <summary>Its output is redirected.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> args)
    {
        string[] command = s_published is null
            ? ["dotnet", Path.Combine(AppContext.BaseDirectory, "tauric.dll")] : [s_published];
        return new ProcessStartInfo(command[0], [.. command.Skip(1), .. args]) { RedirectStandardOutput = true };
    }
}
