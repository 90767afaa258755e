using System.Text.RegularExpressions;

namespace Tauric.Tidy.Tests;

/// <summary>Sizes and names: what fits on a screen, and names that are the field's own.</summary>
public sealed partial class LayoutTests
{
    /// <summary>They hold providers' payloads and expected rows, whole, one a line.</summary>
    private static readonly string[] Payloads =
    [
        "tests/Pipelines.Tests/Feeds/NormalizeEntityTests.cs",
        "tests/Pipelines.Tests/Feeds/NormalizeNewsTests.cs",
        "tests/Pipelines.Tests/Proofs/HostilePayloadTests.cs",
    ];

    private const int LineCharsMax = 120;
    private const int FileLinesMax = 600;
    private const int FunctionLinesMax = 70;

    [Fact]
    public void No_line_is_longer_than_120_characters() =>
        Repository.MustBeEmpty(
            from path in Repository.CSharp
            from line in Repository.Lines(path)
            where line.Text.Length > LineCharsMax && !Payloads.Contains(path)
            select $"{path}:{line.Number}: {line.Text.Length} characters, {LineCharsMax} allowed",
            "break the line, or name a part of it");

    [Fact]
    public void No_file_is_longer_than_600_lines() =>
        Repository.MustBeEmpty(
            from path in Repository.CSharp
            let lines = Repository.Lines(path).Count()
            where lines > FileLinesMax
            select $"{path}:{FileLinesMax}: {lines} lines, {FileLinesMax} allowed",
            "split the file where the subject changes");

    [Fact]
    public void No_function_is_longer_than_70_lines() =>
        Repository.MustBeEmpty(
            from path in Repository.CSharp
            from member in CSharpMembers.Of(Repository.Read(path))
            where member.Lines > FunctionLinesMax
            select $"{path}:{member.FirstLine}: {member.Lines} lines, {FunctionLinesMax} allowed: {member.Declaration}",
            "a function fits on one screen: name its parts");

    [Fact]
    public void No_folder_or_type_is_a_drawer_without_a_subject() =>
        Repository.MustBeEmpty(
            Drawers(),
            "no Utils, Common, Helpers, Managers, Services: say what it is about");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("Engine.sln").Replace('\\', '/');
        Repository.MustBeEmpty(
            from path in Repository.Files
            where path.EndsWith(".csproj", StringComparison.Ordinal)
            where !solution.Contains($"\"{path}\"", StringComparison.Ordinal)
            select $"{path}:1: not in Engine.sln",
            "dotnet sln Engine.sln add <project>");
    }

    private static IEnumerable<string> Drawers() =>
        from path in Repository.CSharp
        from found in path.Split('/').Select(part => (Line: 1, Name: Path.GetFileNameWithoutExtension(part)))
            .Concat(
                from line in CSharpText.CodeOf(Repository.Read(path)).Split('\n').Index()
                from Match type in TypeName().Matches(line.Item)
                select (Line: line.Index + 1, Name: type.Groups[1].Value))
        where Drawer().IsMatch(found.Name)
        select $"{path}:{found.Line}: {found.Name} is named for no subject";

    [GeneratedRegex(@"^(Common|Services?)$|(Utils?|Utilities|Helpers?|Managers?)$")]
    private static partial Regex Drawer();

    [GeneratedRegex(@"\b(?:class|struct|record|interface|enum)\s+([A-Za-z_]\w*)")]
    private static partial Regex TypeName();
}
