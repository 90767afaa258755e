using Tauric.Engine;

namespace Tauric.Kernels;

/// <summary>Names a kernel for the catalogue, the configuration and the command line.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class KernelAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// The kernels of one family by name, with their default options; found once, sorted, a name given twice is refused.
/// </summary>
/// <typeparam name="TFamily">
/// What the family's kernels have in common: <see cref="Indicators.IIndicator"/> and its peers.
/// </typeparam>
public static class KernelCatalogue<TFamily>
    where TFamily : class
{
    private static readonly SortedDictionary<string, TFamily> ByName =
        Find(Registration.TypesOf(typeof(TFamily).Assembly).Where(type => type.IsAssignableTo(typeof(TFamily))));

    /// <summary>Names and kernels, sorted by name (ordinal).</summary>
    public static IReadOnlyCollection<KeyValuePair<string, TFamily>> All => ByName;

    /// <exception cref="PlanException">No kernel has that name; the message lists those that exist.</exception>
    public static TFamily Get(string name) => ByName.TryGetValue(name, out TFamily? kernel)
        ? kernel
        : throw new PlanException($"Unknown kernel '{name}'. Known: {string.Join(", ", ByName.Keys)}.");

    /// <exception cref="BugException">Two types carry one name.</exception>
    internal static SortedDictionary<string, TFamily> Find(IEnumerable<Type> types)
    {
        var found = new SortedDictionary<string, TFamily>(StringComparer.Ordinal);
        foreach ((KernelAttribute about, object kernel) in Registration.Of<KernelAttribute>(types))
        {
            if (!found.TryAdd(about.Name, (TFamily)kernel)) throw new BugException(
                $"Kernel name '{about.Name}' is taken twice, the second time by {kernel.GetType()}.");
        }

        return found;
    }
}
