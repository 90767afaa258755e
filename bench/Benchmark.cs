using System.Reflection;

namespace Tauric.Bench;

/// <summary>Names a benchmark for the command line.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class BenchmarkAttribute(string name, string about) : Attribute
{
    public string Name { get; } = name;

    /// <summary>One line: what is measured against what.</summary>
    public string About { get; } = about;
}

/// <summary>Measures one thing and checks its answer. A file a benchmark; the attribute registers it.</summary>
internal interface IBenchmark
{
    void Run(Measurement measurement);
}

/// <summary>Every benchmark of this assembly by name, found once, sorted.</summary>
internal static class BenchmarkCatalogue
{
    public static SortedDictionary<string, (string About, Func<IBenchmark> Create)> All { get; } = Find();

    private static SortedDictionary<string, (string About, Func<IBenchmark> Create)> Find()
    {
        var found = new SortedDictionary<string, (string, Func<IBenchmark>)>(StringComparer.Ordinal);
        foreach (Type type in typeof(BenchmarkCatalogue).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<BenchmarkAttribute>() is { } about)
                found.Add(about.Name, (about.About, () => (IBenchmark)Activator.CreateInstance(type)!));
        }

        return found;
    }
}
