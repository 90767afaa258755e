using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Tauric.Pipelines.Decisions;

/// <summary>Enums by the names they have in JSON, exactly.</summary>
public static class EnumNames<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> s_names = Enum.GetValues<T>().ToDictionary(value => value, Find);

    private static readonly Dictionary<string, T> s_byName =
        s_names.ToDictionary(named => named.Value, named => named.Key, StringComparer.Ordinal);

    public static IEnumerable<string> All => s_names.Values;

    public static string Of(T value) => s_names[value];

    public static bool TryParse(string? name, out T value) => s_byName.TryGetValue(name ?? "", out value);

    private static string Find(T value) => typeof(T).GetField(value.ToString())!
        .GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? value.ToString();
}
