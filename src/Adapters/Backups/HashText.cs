using System.Text.Json;
using System.Text.Json.Serialization;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Backups;

/// <summary>A SHA-256 as text: 64 lower-case hexadecimal digits.</summary>
internal sealed class HashText : JsonConverter<Hash256>
{
    /// <summary>Null when it is none.</summary>
    public static Hash256? Parse(ReadOnlySpan<char> text) =>
        text.Length == 64 && !text.ContainsAnyExcept("0123456789abcdef")
            ? Hash256.From(Convert.FromHexString(text)) : null;

    public override Hash256 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString()) ?? throw new JsonException("is no SHA-256");

    public override void Write(Utf8JsonWriter writer, Hash256 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
