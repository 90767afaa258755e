using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tauric.Pipelines.Feeds;

/// <summary>Fields of provider JSON: absent and <c>null</c> read as null, a wrong type refuses the item.</summary>
internal static class JsonFields
{
    /// <summary>Longest text of one field, bytes as sent.</summary>
    public const int TextBytesMax = 1 << 20;

    public static string? Text(this JsonElement item, string name)
    {
        if (item.Field(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) throw Wrong(name, "text", value);
        int bytes = JsonMarshal.GetRawUtf8Value(value).Length;
        if (bytes > TextBytesMax)
            throw new RefusedException("field-too-long", $"{name}: {bytes} bytes, at most {TextBytesMax}");
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new RefusedException("invalid-text", $"{name}: half a surrogate pair");
        }
    }

    public static double? Number(this JsonElement item, string name) =>
        item.Field(name) is { } value ? AsNumber(value, name) : null;

    public static double AsNumber(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Number) throw Wrong(name, "a number", value);
        return value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw new RefusedException("not-finite", name);
    }

    public static long? Whole(this JsonElement item, string name)
    {
        if (item.Field(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Number) throw Wrong(name, "a whole number", value);
        return value.TryGetInt64(out long whole) ? whole : throw new RefusedException("not-whole", name);
    }

    /// <summary>An id: providers send numbers and texts.</summary>
    public static string? Id(this JsonElement item, string name) =>
        item.Field(name) is { ValueKind: JsonValueKind.Number } ? item.Whole(name)?.ToString() : item.Text(name);

    /// <summary>The list at a path of members; refuses the payload when it is not there.</summary>
    public static JsonElement List(this JsonElement root, params ReadOnlySpan<string> path)
    {
        JsonElement at = root;
        foreach (string name in path) at = at.Member(name);
        return at.ValueKind == JsonValueKind.Array ? at : throw Shape(path.Length == 0 ? "root" : path[^1], at);
    }

    /// <summary>The first element of a member list.</summary>
    public static JsonElement First(this JsonElement root, string name)
    {
        JsonElement list = root.List(name);
        return list.GetArrayLength() > 0 ? list[0] : throw new RefusedException("unexpected-shape", $"{name} is empty");
    }

    public static JsonElement Member(this JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out JsonElement member)
            ? member
            : throw Shape(name, root);

    public static JsonElement? Field(this JsonElement item, string name)
    {
        if (item.ValueKind != JsonValueKind.Object) throw Wrong("item", "an object", item);
        return item.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private static RefusedException Wrong(string name, string wanted, JsonElement seen) =>
        new("wrong-type", $"{name} is {seen.ValueKind}, not {wanted}");

    private static RefusedException Shape(string name, JsonElement seen) =>
        new("unexpected-shape", $"no {name} ({seen.ValueKind})");
}
