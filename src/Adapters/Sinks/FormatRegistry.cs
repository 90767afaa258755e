using System.Reflection;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Sinks;

/// <summary>Registers a class with a parameterless constructor as the format of this name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FormatAttribute(string name) : Attribute
{
    public string Name => name;
}

/// <summary>The formats that carry a <see cref="FormatAttribute"/>, found once, by name.</summary>
public sealed class FormatRegistry
{
    private readonly SortedDictionary<string, IFormat> _formats = new(StringComparer.Ordinal);

    /// <param name="assemblies">Where to look besides this assembly.</param>
    /// <exception cref="BugException">Two formats have one name, or a format has another name than it is registered
    /// by.</exception>
    public FormatRegistry(params IEnumerable<Assembly> assemblies)
    {
        var all = assemblies.Prepend(typeof(FormatRegistry).Assembly).Distinct();
        foreach (Type type in all.SelectMany(a => a.GetTypes()))
        {
            if (type.GetCustomAttribute<FormatAttribute>() is not { } registered) continue;
            var format = (IFormat)Activator.CreateInstance(type)!;
            if (format.Name != registered.Name) throw new BugException(
                $"{type} is registered as '{registered.Name}' and calls itself '{format.Name}'.");
            if (!_formats.TryAdd(format.Name, format)) throw new BugException(
                $"Two formats are named '{format.Name}': {_formats[format.Name].GetType()} and {type}.");
        }
    }

    /// <summary>Ordinal order.</summary>
    public IReadOnlyCollection<string> Names => _formats.Keys;

    /// <exception cref="PlanException">There is no such format; the message lists those there are.</exception>
    public IFormat this[string name] => _formats.TryGetValue(name, out IFormat? format)
        ? format
        : throw new PlanException($"There is no format '{name}'. Formats: {string.Join(", ", Names)}.");
}
