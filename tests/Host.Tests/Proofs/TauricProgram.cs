using System.Diagnostics;

namespace Tauric.Host.Tests.Proofs;

/// <summary>
/// The program as tests and benchmarks start it: the published one, machine code, where <c>PUBLISHED_TAURIC</c> names
/// it; else the one that is built with them.
/// </summary>
internal static class TauricProgram
{
    private static readonly string? s_published =
        Environment.GetEnvironmentVariable("PUBLISHED_TAURIC") is { Length: > 0 } path ? path : null;

    public static string Kind => s_published is null ? "built" : "published";

    /// <summary>What to type before its arguments.</summary>
    public static IReadOnlyList<string> Command { get; } =
        s_published is null ? ["dotnet", Path.Combine(AppContext.BaseDirectory, "tauric.dll")] : [s_published];

    /// <summary>Its output is redirected.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> args) =>
        new(Command[0], [.. Command.Skip(1), .. args]) { RedirectStandardOutput = true };
}
