using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Tauric.Engine;

/// <summary>
/// Types found by an attribute of theirs. They are looked up by reflection alone, which a trimmed program allows
/// because the host keeps our assemblies whole (<c>TrimmerRootAssembly</c>).
/// </summary>
public static class Registration
{
    private const string KeptWhole = "The host keeps our assemblies whole.";

    /// <summary>All types of an assembly, to look among.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = KeptWhole)]
    public static Type[] TypesOf(Assembly assembly) => assembly.GetTypes();

    /// <summary>
    /// Those that carry the attribute, what it says and one instance of each, made by the only public constructor with
    /// the defaults of its parameters.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = KeptWhole)]
    public static IEnumerable<(TAttribute About, object Instance)> Of<TAttribute>(IEnumerable<Type> types)
        where TAttribute : Attribute
    {
        foreach (Type type in types)
        {
            if (type.GetCustomAttribute<TAttribute>() is not { } about) continue;
            ConstructorInfo constructor = type.GetConstructors().Single();
            object?[] defaults = [.. constructor.GetParameters().Select(option => option.DefaultValue)];
            yield return (about, constructor.Invoke(defaults));
        }
    }
}
