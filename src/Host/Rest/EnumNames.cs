using System.Reflection;
using System.Text.Json.Serialization;

namespace Tauric.Host.Rest;

/// <summary>Enums by the names they have in JSON, exactly.</summary>
internal static class EnumNames<T> where T : struct, Enum
{
    private static readonly Dictionary<string, T> s_byName = Enum.GetValues<T>().ToDictionary(NameOf,
        StringComparer.Ordinal);

    public static IEnumerable<string> All => s_byName.Keys;

    public static bool TryParse(string? name, out T value) => s_byName.TryGetValue(name ?? "", out value);

    private static string NameOf(T value) => typeof(T).GetField(value.ToString())!
        .GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? value.ToString();
}
