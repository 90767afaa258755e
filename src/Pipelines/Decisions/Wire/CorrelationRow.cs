using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>A row of a correlation matrix: an array of numbers, null where one is not known.</summary>
/// <param name="Pieces">The numbers in JSON, between commas; not empty.</param>
[JsonConverter(typeof(CorrelationRowJson))]
public sealed record CorrelationRow(IReadOnlyList<byte[]> Pieces);

/// <summary>Puts the pieces down as they are.</summary>
internal sealed class CorrelationRowJson : JsonConverter<CorrelationRow>
{
    public override CorrelationRow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are written, not read.");

    public override void Write(Utf8JsonWriter writer, CorrelationRow value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (byte[] piece in value.Pieces) writer.WriteRawValue(piece, skipInputValidation: true);
        writer.WriteEndArray();
    }
}
