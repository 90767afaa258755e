using System.Text.RegularExpressions;

namespace Tauric.Host.Tests.Proofs;

/// <summary>
/// The commands of the README do what they say: every line of its <c>sh</c> blocks that calls the program is run, in
/// order, in a folder of its own. Set-up and benchmarks are known by name; of those the test command is the one that
/// runs this, and a clone, a build or a measurement would be another machine's.
/// </summary>
public sealed partial class ReadmeTests
{
    private const string Program = "dotnet run -c Release --project src/Host -- ";

    private static readonly string[] s_programs = [Program, "artifacts/tauric/tauric ", "tauric "];

    private static readonly string[] s_notRunHere =
    [
        "git clone ", "cd ", "dotnet build ", "dotnet test ", "dotnet publish ",
        "dotnet run -c Release --project bench", "npm ", "#",
    ];

    [Fact]
    public void Every_command_of_the_README_works()
    {
        string repository = Path.GetDirectoryName(
            InputFolder.Find("data-samples", AppContext.BaseDirectory, AppContext.BaseDirectory))!;
        string[] lines = [.. Commands(File.ReadAllText(Path.Combine(repository, "README.md")))];
        Assert.Contains("dotnet test Engine.sln -c Release", lines);
        Assert.Contains(Program + "run corpus", lines);

        using ScratchFolder folder = new();
        foreach (string line in lines)
        {
            if (Arguments(line) is not { } args) continue;
            Outcome outcome = TauricProcess.Run(folder.Path, args);
            Assert.True(outcome.ExitCode == CommandLine.Done, $"{line}\n{outcome.Out}\n{outcome.Error}");
        }
    }

    /// <summary>Lines of the blocks; one that ends with a backslash goes on.</summary>
    private static IEnumerable<string> Commands(string readme) =>
        from Match block in Block().Matches(readme)
        from line in block.Groups["text"].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        where line.Trim().Length > 0
        select line.Trim();

    /// <summary>Null for a command that is not the program's.</summary>
    private static string[]? Arguments(string line)
    {
        string? rest = s_programs.FirstOrDefault(p => $"{line} ".StartsWith(p, StringComparison.Ordinal)) is { } program
            ? $"{line} "[program.Length..] : null;
        Assert.True(rest is not null || s_notRunHere.Any(start => line.StartsWith(start, StringComparison.Ordinal)),
            $"README.md: nobody checks '{line}'; write it as '{Program}…' or 'tauric …'");
        return rest is null ? null
            : [.. Word().Matches(rest.Split(" # ")[0]).Select(word => word.Groups.Values.Last(g => g.Success).Value)];
    }

    [GeneratedRegex(@"(?ms)^```sh\n(?<text>.*?)^```")]
    private static partial Regex Block();

    /// <summary>As the shell splits them, without substitutions.</summary>
    [GeneratedRegex("\"(?<double>[^\"]*)\"|'(?<single>[^']*)'|(?<bare>[^\\s\"']+)")]
    private static partial Regex Word();
}
