using System.Reflection;
using Tauric.Engine;

namespace Tauric.Kernels.Indicators;

/// <summary>Every indicator of this assembly by name, found once, sorted; a name given twice is refused.</summary>
public static class IndicatorCatalogue
{
    private static readonly SortedDictionary<string, IIndicator> ByName =
        Find(typeof(IndicatorCatalogue).Assembly.GetTypes());

    /// <summary>Names and indicators with their default options, sorted by name (ordinal).</summary>
    public static IReadOnlyCollection<KeyValuePair<string, IIndicator>> All => ByName;

    /// <exception cref="PlanException">No indicator has that name; the message lists those that exist.</exception>
    public static IIndicator Get(string name) => ByName.TryGetValue(name, out IIndicator? indicator)
        ? indicator
        : throw new PlanException($"Unknown indicator '{name}'. Known: {string.Join(", ", ByName.Keys)}.");

    /// <exception cref="BugException">Two types carry one name.</exception>
    internal static SortedDictionary<string, IIndicator> Find(IEnumerable<Type> types)
    {
        var found = new SortedDictionary<string, IIndicator>(StringComparer.Ordinal);
        foreach (Type type in types)
        {
            if (type.GetCustomAttribute<IndicatorAttribute>() is not { } attribute) continue;
            if (!found.TryAdd(attribute.Name, WithDefaults(type)))
            {
                throw new BugException($"Indicator name '{attribute.Name}' is taken twice, the second time by {type}.");
            }
        }

        return found;
    }

    private static IIndicator WithDefaults(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        object?[] defaults = [.. constructor.GetParameters().Select(option => option.DefaultValue)];
        return (IIndicator)constructor.Invoke(defaults);
    }
}
