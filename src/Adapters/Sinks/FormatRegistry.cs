using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Sinks;

/// <summary>Registers a class with a parameterless constructor as the format of this name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FormatAttribute(string name) : Attribute
{
    public string Name => name;
}

/// <summary>The formats that carry a <see cref="FormatAttribute"/>, found once.</summary>
public static class FormatRegistry
{
    /// <summary>By name, sorted (ordinal).</summary>
    public static IReadOnlyDictionary<string, IFormat> All { get; } =
        Find(Registration.TypesOf(typeof(FormatRegistry).Assembly));

    /// <exception cref="BugException">Two formats have one name, or a format has another name than it is registered
    /// by.</exception>
    internal static SortedDictionary<string, IFormat> Find(IEnumerable<Type> types)
    {
        var formats = new SortedDictionary<string, IFormat>(StringComparer.Ordinal);
        foreach ((FormatAttribute registered, object instance) in Registration.Of<FormatAttribute>(types))
        {
            var format = (IFormat)instance;
            Type type = format.GetType();
            if (format.Name != registered.Name) throw new BugException(
                $"{type} is registered as '{registered.Name}' and calls itself '{format.Name}'.");
            if (!formats.TryAdd(format.Name, format)) throw new BugException(
                $"Two formats are named '{format.Name}': {formats[format.Name].GetType()} and {type}.");
        }

        return formats;
    }
}
