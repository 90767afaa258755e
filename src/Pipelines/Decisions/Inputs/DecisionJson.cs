using System.Text;
using System.Text.Json;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Decisions.Inputs;

/// <summary>
/// A decision as one JSON object: the fields of seed-004's DecisionContext (<c>decision_id, decision_timestamp,
/// signal_strength, confidence_score, risk_score, position_size, decision_reasoning?, timeframe_consensus?</c>) and
/// <c>symbol, side</c> (<c>BUY</c>, <c>SELL</c>), <c>quantity, known_at?, decision_price?, execution_algorithm?,
/// execution_parameters?, lookback_minutes?, lookahead_minutes?</c>. Other fields are passed over.
/// </summary>
public static class DecisionJson
{
    /// <summary>Minutes a decision may look back or ahead: a week.</summary>
    public const int MinutesMax = 7 * 24 * 60;

    private const int MapEntriesMax = 64;
    private const int ReasoningLengthMax = 16_384;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 8 };

    /// <exception cref="RefusedException">It is no decision; the message names the field.</exception>
    public static DecisionRow Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_options);
            return Read(document.RootElement);
        }
        catch (JsonException malformed)
        {
            throw new RefusedException("malformed-json", $"byte {malformed.BytePositionInLine + 1}");
        }
        catch (InvalidOperationException)
        {
            throw new RefusedException("invalid-text", "half a surrogate pair");
        }
    }

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})"/>
    public static DecisionRow Read(JsonElement item)
    {
        long decided = Time(item, "decision_timestamp") ?? throw Missing("decision_timestamp");
        long known = Time(item, "known_at") ?? decided;
        if (known < decided) throw new RefusedException("known-before-event", "known_at");
        return new DecisionRow(
            Name(item, "decision_id", InputFields.IsId), Name(item, "symbol", InputFields.IsName), decided, known,
            Side(item), Number(item, "quantity", 1e-12, 1e15), MaybeNumber(item, "decision_price", 1e-12, 1e15))
        {
            SignalStrength = Number(item, "signal_strength", -1e6, 1e6),
            ConfidenceScore = Number(item, "confidence_score", 0, 1),
            RiskScore = Number(item, "risk_score", 0, 1),
            PositionSize = Number(item, "position_size", -1e15, 1e15),
            DecisionReasoning = Reasoning(item),
            TimeframeConsensus = Map(item, "timeframe_consensus"),
            ExecutionAlgorithm = item.Field("execution_algorithm") is null
                ? null : Name(item, "execution_algorithm", InputFields.IsName),
            ExecutionParameters = Map(item, "execution_parameters"),
            LookbackMinutes = Minutes(item, "lookback_minutes"),
            LookaheadMinutes = Minutes(item, "lookahead_minutes"),
        };
    }

    private delegate bool Accepts(ReadOnlySpan<byte> text);

    private static string Name(JsonElement item, string field, Accepts accepts)
    {
        string text = item.Text(field) ?? throw Missing(field);
        return accepts(Encoding.UTF8.GetBytes(text)) ? text : throw new RefusedException("bad-" + field, Start(text));
    }

    private static long? Time(JsonElement item, string field)
    {
        if (item.Text(field) is not { } text) return null;
        return InputFields.IsTime(Encoding.UTF8.GetBytes(text), out long micros)
            ? micros
            : throw new RefusedException("malformed-time", $"{field}: {Start(text)}");
    }

    private static int Side(JsonElement item) => item.Text("side") switch
    {
        "BUY" => 1,
        "SELL" => -1,
        var other => throw new RefusedException("bad-side", $"{Start(other ?? "nothing")}, not BUY or SELL"),
    };

    private static double Number(JsonElement item, string field, double low, double high) =>
        MaybeNumber(item, field, low, high) ?? throw Missing(field);

    private static double? MaybeNumber(JsonElement item, string field, double low, double high)
    {
        if (item.Number(field) is not { } number) return null;
        return number >= low && number <= high
            ? number
            : throw new RefusedException("out-of-range", $"{field}: {number}, not in [{low}, {high}]");
    }

    private static int Minutes(JsonElement item, string field)
    {
        long minutes = item.Whole(field) ?? DecisionRow.DefaultMinutes;
        return minutes is >= 1 and <= MinutesMax
            ? (int)minutes
            : throw new RefusedException("out-of-range", $"{field}: {minutes}, not in [1, {MinutesMax}]");
    }

    private static string? Reasoning(JsonElement item) =>
        item.Text("decision_reasoning") is { Length: > ReasoningLengthMax } text
            ? throw new RefusedException("field-too-long", $"decision_reasoning: {text.Length} letters")
            : item.Text("decision_reasoning");

    private static string Map(JsonElement item, string field)
    {
        if (item.Field(field) is not { } map) return "{}";
        if (map.ValueKind != JsonValueKind.Object) throw new RefusedException("wrong-type", $"{field} is no object");
        var entries = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (JsonProperty entry in map.EnumerateObject())
        {
            if (entries.Count == MapEntriesMax) throw new RefusedException("map-too-large", field);
            if (!InputFields.IsName(Encoding.UTF8.GetBytes(entry.Name)) || entries.ContainsKey(entry.Name))
                throw new RefusedException("bad-key", $"{field}: {Start(entry.Name)}");
            entries.Add(entry.Name, JsonFields.AsNumber(entry.Value, field));
        }

        return NumberMap.Of(entries);
    }

    private static RefusedException Missing(string field) => new("missing-field", field);

    private static string Start(string text) => text.Length <= 100 ? text : text[..100];
}
