using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Tauric.Tidy.Tests;

/// <summary>The direction of the house, twice: as project files declare it, as compiled assemblies show it.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Engine"] = [],
        ["Native"] = [],
        ["Kernels"] = ["Engine"],
        ["Adapters"] = ["Engine", "Native"],
        ["Pipelines"] = ["Engine", "Kernels"],
        ["Host"] = ["Adapters", "Engine", "Kernels", "Native", "Pipelines"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void The_house_has_these_six_projects_and_no_other() =>
        Assert.Equal(
            Allowed.Keys.Order(StringComparer.Ordinal),
            from path in Repository.Files
            where path.StartsWith("src/", StringComparison.Ordinal)
            where path.EndsWith(".csproj", StringComparison.Ordinal)
            select Path.GetFileNameWithoutExtension(path));

    [Theory, MemberData(nameof(Projects))]
    public void A_project_file_references_exactly_what_the_house_allows(string project)
    {
        string path = $"src/{project}/{project}.csproj";
        IEnumerable<string> declared =
            from reference in XDocument.Parse(Repository.Read(path)).Descendants("ProjectReference")
            let name = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))
            orderby name
            select name;
        Assert.True(
            declared.SequenceEqual(Allowed[project]),
            $"{path}:1: references [{string.Join(", ", declared)}], "
            + $"the house allows exactly [{string.Join(", ", Allowed[project])}]. "
            + "What to do: move the code to the side that may see both, or meet in Engine's contracts.");
    }

    [Theory, MemberData(nameof(Projects))]
    public void An_assembly_references_nothing_of_ours_that_is_forbidden(string project)
    {
        using PEReader file = new(File.OpenRead(AssemblyPath(project)));
        MetadataReader metadata = file.GetMetadataReader();
        Repository.MustBeEmpty(
            from handle in metadata.AssemblyReferences
            let name = metadata.GetString(metadata.GetAssemblyReference(handle).Name)
            where name is "tauric" || name.StartsWith("Tauric.", StringComparison.Ordinal)
            where !Allowed[project].Contains(name.Replace("Tauric.", "", StringComparison.Ordinal))
            select $"src/{project}:1: the compiled assembly references {name}",
            "see the table of forbidden references in ARCHITECTURE.md");
    }

    [Theory, MemberData(nameof(Projects))]
    public void Only_Native_calls_native_code(string project)
    {
        using PEReader file = new(File.OpenRead(AssemblyPath(project)));
        MetadataReader metadata = file.GetMetadataReader();
        Repository.MustBeEmpty(
            from handle in metadata.MethodDefinitions
            let method = metadata.GetMethodDefinition(handle)
            where project != "Native" && method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)
            let type = metadata.GetTypeDefinition(method.GetDeclaringType())
            select $"src/{project}:1: {metadata.GetString(type.Name)}.{metadata.GetString(method.Name)} is a P/Invoke",
            "declare it in src/Native, behind the header it comes from");
    }

    private static string AssemblyPath(string project) =>
        Path.Combine(AppContext.BaseDirectory, project == "Host" ? "tauric.dll" : $"Tauric.{project}.dll");
}
