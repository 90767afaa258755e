using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>
/// A decision as the log keeps it: one JSON object whose members have this order, so that equal requests are equal
/// bytes.
/// </summary>
public sealed record CapturedDecision
{
    /// <summary>Of a payload: its line is then within what batch runs read.</summary>
    public const int BytesMax = (64 << 10) - 256;

    /// <summary>Letters stay letters: a text in any language takes the bytes it was sent in.</summary>
    private static readonly WireJson s_stored = new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public required string DecisionId { get; init; }

    public required string Symbol { get; init; }

    public required string DecisionTimestamp { get; init; }

    public required string Side { get; init; }

    public required double Quantity { get; init; }

    public double? DecisionPrice { get; init; }

    public required double SignalStrength { get; init; }

    public required double ConfidenceScore { get; init; }

    public required double RiskScore { get; init; }

    public required double PositionSize { get; init; }

    public string? DecisionReasoning { get; init; }

    public required SortedDictionary<string, double> TimeframeConsensus { get; init; }

    public string? ExecutionAlgorithm { get; init; }

    public required SortedDictionary<string, double> ExecutionParameters { get; init; }

    public required int LookbackMinutes { get; init; }

    public required int LookaheadMinutes { get; init; }

    public required bool IncludeTickData { get; init; }

    public required bool IncludeMarketContext { get; init; }

    public required bool IncludeSentimentData { get; init; }

    /// <param name="request">Checked, with a decision.</param>
    public static CapturedDecision Of(TrainingDataRequest request)
    {
        SentDecision decision = request.Decision!;
        _ = WireTime.TryParse(decision.DecisionTimestamp, out long decided);
        return new CapturedDecision
        {
            DecisionId = request.DecisionId!,
            Symbol = decision.Symbol!,
            DecisionTimestamp = UtcMicros.Format(decided),
            Side = decision.Side!,
            Quantity = decision.Quantity!.Value,
            DecisionPrice = decision.DecisionPrice,
            SignalStrength = decision.SignalStrength!.Value,
            ConfidenceScore = decision.ConfidenceScore!.Value,
            RiskScore = decision.RiskScore!.Value,
            PositionSize = decision.PositionSize!.Value,
            DecisionReasoning = decision.DecisionReasoning,
            TimeframeConsensus = Sorted(decision.TimeframeConsensus),
            ExecutionAlgorithm = decision.ExecutionAlgorithm,
            ExecutionParameters = Sorted(decision.ExecutionParameters),
            LookbackMinutes = request.LookbackMinutes ?? RequestCheck.DefaultMinutes,
            LookaheadMinutes = request.LookaheadMinutes ?? RequestCheck.DefaultMinutes,
            IncludeTickData = request.IncludeTickData ?? false,
            IncludeMarketContext = request.IncludeMarketContext ?? true,
            IncludeSentimentData = request.IncludeSentimentData ?? false,
        };
    }

    public static CapturedDecision Parse(ReadOnlySpan<byte> payload) =>
        JsonSerializer.Deserialize(payload, WireJson.Default.CapturedDecision)!;

    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(this, s_stored.CapturedDecision);

    /// <summary>
    /// When it was decided, UTC microseconds: as sent, and where the sender's clock is ahead of ours when it was
    /// received. So it is known from <paramref name="received"/> on, on the day the log keeps it under.
    /// </summary>
    public long DecidedAt(long received)
    {
        _ = WireTime.TryParse(DecisionTimestamp, out long sent);
        return Math.Min(sent, received);
    }

    /// <summary>A line of the raw payload a batch run reads: the record, and when it was decided and known.</summary>
    /// <param name="received">UTC microseconds.</param>
    public static byte[] Line(long sequence, long received, ReadOnlyMemory<byte> payload)
    {
        long decided = Parse(payload.Span).DecidedAt(received);
        var line = new ArrayBufferWriter<byte>(payload.Length + 80);
        using var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = s_stored.Options.Encoder });
        json.WriteStartObject();
        json.WriteNumber("sequence", sequence);
        json.WriteString("known_at", UtcMicros.Format(received));
        using var members = JsonDocument.Parse(payload);
        foreach (JsonProperty member in members.RootElement.EnumerateObject())
        {
            if (member.NameEquals("decision_timestamp")) json.WriteString(member.Name, UtcMicros.Format(decided));
            else member.WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        return line.WrittenSpan.ToArray();
    }

    private static SortedDictionary<string, double> Sorted(IReadOnlyDictionary<string, double>? map)
    {
        var sorted = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((string key, double value) in map ?? new Dictionary<string, double>()) sorted.Add(key, value);
        return sorted;
    }
}
