using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tauric.Tidy.Tests;

/// <summary>Documents that fail the build when they stop being true.</summary>
public sealed partial class DocumentTests
{
    private const string TestCommand = "dotnet test Engine.sln -c Release";

    [Fact]
    public void Every_invariant_names_tests_that_exist()
    {
        string[] sources =
        [
            .. from path in Repository.CSharp
               where path.StartsWith("tests/", StringComparison.Ordinal)
               select Repository.Read(path),
        ];
        (int Number, string Text)[] rows = [.. InvariantRows()];
        Assert.NotEmpty(rows);
        Repository.MustBeEmpty(
            rows.Where(row => !TestName().IsMatch(row.Text))
                .Select(row => $"ARCHITECTURE.md:{row.Number}: an invariant that names no test")
                .Concat(
                    from row in rows
                    from Match test in TestName().Matches(row.Text)
                    where !sources.Any(source => Declares(source, test))
                    select $"ARCHITECTURE.md:{row.Number}: no test {test.Value} under tests/"),
            "write `TestClass.Test_name` in the row, as declared in one file under tests/");
    }

    [Fact]
    public void Every_dependency_has_its_line_and_its_why_in_the_README()
    {
        string[] rows = [.. Repository.Lines("README.md").Select(line => line.Text).Where(row => row.StartsWith('|'))];
        Repository.MustBeEmpty(
            from name in NuGetPackages().Concat(NpmPackages("native")).Concat(NpmPackages("tests/interop"))
            where !rows.Any(row => row.Contains($"`{name}`", StringComparison.Ordinal))
            select $"README.md:1: no row for `{name}`",
            "add a row to the dependencies table: `name`, licence, why we need it; or drop the dependency");
    }

    [Fact]
    public void The_checks_run_exactly_the_READMEs_test_command()
    {
        Assert.Contains(TestCommand, Repository.Lines("README.md").Select(line => line.Text));
        Assert.Contains(TestCommand, Repository.Read(".ci/run"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_relative_link_in_a_document_leads_somewhere() =>
        Repository.MustBeEmpty(
            from path in Repository.Files
            where path.EndsWith(".md", StringComparison.Ordinal)
            from line in Repository.Lines(path)
            from Match link in RelativeLink().Matches(line.Text)
            let target = Path.Combine(Path.GetDirectoryName(Repository.FullPath(path))!, link.Groups["target"].Value)
            where !Path.Exists(target)
            select $"{path}:{line.Number}: link to {link.Groups["target"].Value}, which does not exist",
            "mend the link");

    private static IEnumerable<(int Number, string Text)> InvariantRows() =>
        Repository.Lines("ARCHITECTURE.md")
            .SkipWhile(line => line.Text != "## Invariants").Skip(1)
            .TakeWhile(line => !line.Text.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.Text.StartsWith('|'))
            .Skip(2);

    private static bool Declares(string source, Match test) =>
        Regex.IsMatch(source, $@"\bclass {test.Groups["type"]}\b")
        && Regex.IsMatch(source, $@"\b{test.Groups["method"]}\(");

    private static IEnumerable<string> NuGetPackages() =>
        XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value);

    private static IEnumerable<string> NpmPackages(string folder)
    {
        using JsonDocument package = JsonDocument.Parse(Repository.Read($"{folder}/package.json"));
        return [.. from kind in new[] { "dependencies", "optionalDependencies" }
                   where package.RootElement.TryGetProperty(kind, out _)
                   from entry in package.RootElement.GetProperty(kind).EnumerateObject()
                   select entry.Name];
    }

    [GeneratedRegex(@"`(?<type>\w+)\.(?<method>[A-Z]\w*_\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\]\((?<target>[^)#:\s]+)(?:#[^)]*)?\)")]
    private static partial Regex RelativeLink();
}
