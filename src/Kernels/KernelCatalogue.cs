using System.Reflection;
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
        Find(typeof(TFamily).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(TFamily))));

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
        foreach (Type type in types)
        {
            if (type.GetCustomAttribute<KernelAttribute>() is not { } attribute) continue;
            if (!found.TryAdd(attribute.Name, WithDefaults(type)))
            {
                throw new BugException($"Kernel name '{attribute.Name}' is taken twice, the second time by {type}.");
            }
        }

        return found;
    }

    private static TFamily WithDefaults(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        object?[] defaults = [.. constructor.GetParameters().Select(option => option.DefaultValue)];
        return (TFamily)constructor.Invoke(defaults);
    }
}
