using System.Text.RegularExpressions;

namespace Tauric.Tidy.Tests;

/// <summary>Tests mirror the sources path for path, so that nobody searches.</summary>
public sealed partial class MirrorTests
{
    // Contract suites, whole-program proofs and exchanges with other implementations mirror no single file.
    private static readonly string[] FreeFolders = ["Contracts", "Proofs", "Interop"];

    // Where adding something costs one file and its test.
    private static readonly string[] TestedFolders =
    [
        "src/Kernels/Fuzzy/", "src/Kernels/Indicators/", "src/Kernels/Labels/", "src/Kernels/Microstructure/",
        "src/Kernels/Patterns/", "src/Kernels/Statistics/", "src/Kernels/Text/", "src/Pipelines/Corpus/",
    ];

    [Fact]
    public void Every_test_file_mirrors_a_source_file() =>
        Repository.MustBeEmpty(
            from path in Repository.CSharp
            let match = TestFile().Match(path)
            where match.Success && match.Groups["project"].Value != "Tidy"
            where !path.Split('/').Intersect(FreeFolders, StringComparer.Ordinal).Any()
            let source = $"{match.Groups["project"].Value}/{match.Groups["path"].Value}.cs"
            where !Repository.Files.Contains("src/" + source, StringComparer.Ordinal)
                && !Repository.Files.Contains("tools/" + source, StringComparer.Ordinal)
            select $"{path}:1: mirrors src/{source}, which does not exist",
            $"name the test after its source file; one that mirrors none goes in {string.Join(", ", FreeFolders)}");

    [Fact]
    public void Every_public_class_that_costs_one_file_and_its_test_has_its_test() =>
        Repository.MustBeEmpty(
            from path in Repository.CSharp
            where TestedFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))
            from Match type in PublicClass().Matches(CSharpText.CodeOf(Repository.Read(path)))
            let name = type.Groups["name"].Value
            where !name.EndsWith("Attribute", StringComparison.Ordinal)
            let test = TestOf(path, name)
            where !Repository.Files.Contains(test, StringComparer.Ordinal)
            select $"{path}:1: public class {name} has no {test}",
            "write the test (a class that inherits the contract suite is enough), or make the class internal");

    private static string TestOf(string path, string name)
    {
        string[] parts = path.Split('/');
        return string.Join('/', ["tests", parts[1] + ".Tests", .. parts[2..^1], name + "Tests.cs"]);
    }

    [GeneratedRegex(@"^tests/(?<project>\w+)\.Tests/(?<path>.+)Tests\.cs$")]
    private static partial Regex TestFile();

    // Abstract classes are tested through their heirs; records are data.
    [GeneratedRegex(@"(?m)^ *public (?:static |sealed |unsafe |partial )*class (?<name>\w+)")]
    private static partial Regex PublicClass();
}
