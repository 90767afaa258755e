using System.Text.Json;
using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Decisions.Inputs;

/// <summary>A trading decision: seed-004's DecisionContext, and what it asked for.</summary>
/// <param name="Side">1 to buy, −1 to sell; 0 where nobody says, which no stored row does.</param>
/// <param name="Quantity">Shares or contracts, above 0.</param>
/// <param name="DecisionPrice">Null: the mid as of the decision.</param>
public sealed record DecisionRow(
    string DecisionId, string Symbol, long EventTime, long KnownAt, int Side, double Quantity, double? DecisionPrice)
{
    public const int DefaultMinutes = 60;

    public double SignalStrength { get; init; }

    public double ConfidenceScore { get; init; }

    public double RiskScore { get; init; }

    public double PositionSize { get; init; }

    public string? DecisionReasoning { get; init; }

    /// <summary>A JSON object of numbers, keys sorted.</summary>
    public string TimeframeConsensus { get; init; } = "{}";

    public string? ExecutionAlgorithm { get; init; }

    /// <summary>A JSON object of numbers, keys sorted.</summary>
    public string ExecutionParameters { get; init; } = "{}";

    /// <summary>How far back its features and contexts may look.</summary>
    public int LookbackMinutes { get; init; } = DefaultMinutes;

    /// <summary>How far ahead its outcome looks.</summary>
    public int LookaheadMinutes { get; init; } = DefaultMinutes;

    /// <summary>A row of <see cref="DecisionInputs.Decisions"/>.</summary>
    public static DecisionRow At(RecordBatch rows, int row) => new(
        rows["decision_id"].Text(row)!, rows["symbol"].Text(row)!, rows["event_time"].Values<long>()[row],
        rows["known_at"].Values<long>()[row], rows["side"].Values<sbyte>()[row], rows["quantity"].Values<double>()[row],
        rows["decision_price"].IsNull(row) ? null : rows["decision_price"].Values<double>()[row])
    {
        SignalStrength = rows["signal_strength"].Values<double>()[row],
        ConfidenceScore = rows["confidence_score"].Values<double>()[row],
        RiskScore = rows["risk_score"].Values<double>()[row],
        PositionSize = rows["position_size"].Values<double>()[row],
        DecisionReasoning = rows["decision_reasoning"].Text(row),
        TimeframeConsensus = rows["timeframe_consensus"].Text(row)!,
        ExecutionAlgorithm = rows["execution_algorithm"].Text(row),
        ExecutionParameters = rows["execution_parameters"].Text(row)!,
        LookbackMinutes = rows["lookback_minutes"].Values<int>()[row],
        LookaheadMinutes = rows["lookahead_minutes"].Values<int>()[row],
    };

    /// <summary>Appends it to rows of <see cref="DecisionInputs.Decisions"/>.</summary>
    /// <param name="rawRef">Where it came from.</param>
    public void AppendTo(BatchBuilder rows, string rawRef)
    {
        rows["decision_id"].AppendText(DecisionId);
        rows["symbol"].AppendText(Symbol);
        rows["event_time"].Append(EventTime);
        rows["known_at"].Append(KnownAt);
        rows["side"].Append((sbyte)Side);
        rows["quantity"].Append(Quantity);
        if (DecisionPrice is { } price) rows["decision_price"].Append(price);
        else rows["decision_price"].AppendNull();
        rows["signal_strength"].Append(SignalStrength);
        rows["confidence_score"].Append(ConfidenceScore);
        rows["risk_score"].Append(RiskScore);
        rows["position_size"].Append(PositionSize);
        rows["decision_reasoning"].AppendText(DecisionReasoning);
        rows["timeframe_consensus"].AppendText(TimeframeConsensus);
        rows["execution_algorithm"].AppendText(ExecutionAlgorithm);
        rows["execution_parameters"].AppendText(ExecutionParameters);
        rows["lookback_minutes"].Append(LookbackMinutes);
        rows["lookahead_minutes"].Append(LookaheadMinutes);
        rows["raw_ref"].AppendText(rawRef);
    }
}

/// <summary>Maps of numbers as text: keys sorted, shortest numbers, nothing missing.</summary>
public static class NumberMap
{
    /// <param name="entries">Any order; NaN is left out, because it is not known.</param>
    public static string Of(IEnumerable<KeyValuePair<string, double>> entries)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach ((string key, double value) in entries.OrderBy(e => e.Key, StringComparer.Ordinal))
            {
                if (!double.IsNaN(value)) json.WriteNumber(key, value);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public static IReadOnlyDictionary<string, double> Parse(string text) =>
        JsonSerializer.Deserialize(text, StoredJson.Default.SortedDictionaryStringDouble)!;
}
