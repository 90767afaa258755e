using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Pipelines.Tests.Decisions.Wire;

public sealed class RequestCheckTests
{
    private static readonly long s_now = UtcMicros.From(new DateOnly(2026, 3, 6));

    private static readonly string?[] s_texts =
        [null, "", "AAPL", "BRK.B", "^GSPC", "a b", "a/b", "'", "d-1", "BUY", "SELL", "buy", "ünï", "a:b+c@d#e=f",
        new('a', 64), new('a', 65), new('a', 128), new('a', 129), "2026-03-05T13:30:00Z", "2026-03-05T23:59:59.999999Z",
        "2026-03-06T00:00:59Z", "2026-03-06T00:01:01Z", "1990-01-01T00:00:00Z", "2026-03-05T13:30:00.25Z"];

    private static readonly double?[] s_numbers =
        [null, 0, -0.0, 1, -1, .5, 1e-12, 1e-13, 1e15, 1.1e15, -1e6, 1e6, 1.5e6, double.NaN, double.PositiveInfinity,
        1e300, 5e-324, 0.1];

    private static readonly int?[] s_minutes = [null, 0, 1, -1, 60, 10080, 10081, int.MinValue, int.MaxValue];

    /// <summary>Nothing that was acknowledged may be refused by the batch system afterwards.</summary>
    [Fact]
    public void What_passes_is_read_by_the_batch_system_with_the_same_values()
    {
        int passed = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
        {
            TrainingDataRequest request = Draw(CounterRandom.For((long)(seed >> 1), "request"));
            if (RequestCheck.Collect(request, new SortedSet<string>(), s_now).Count > 0) return;
            passed++;
            byte[] line = CapturedDecision.Line(5, s_now, CapturedDecision.Of(request).ToPayload());
            DecisionRow row = DecisionJson.Read(line);
            SentDecision sent = request.Decision!;
            Assert.Equal(request.DecisionId, row.DecisionId);
            Assert.Equal((sent.Symbol, sent.Side == "BUY" ? 1 : -1), (row.Symbol, row.Side));
            Assert.Equal((sent.Quantity, sent.DecisionPrice, sent.ConfidenceScore), (row.Quantity, row.DecisionPrice,
                row.ConfidenceScore));
            Assert.Equal((request.LookbackMinutes ?? 60, request.LookaheadMinutes ?? 60),
                (row.LookbackMinutes, row.LookaheadMinutes));
            Assert.True(WireTime.TryParse(sent.DecisionTimestamp, out long decided));
            Assert.Equal((Math.Min(decided, s_now), s_now), (row.EventTime, row.KnownAt));
        }).Holds(20_000);
        Assert.True(passed > 500, $"only {passed} requests passed");
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_field()
    {
        var request = new TrainingDataRequest
        {
            DecisionId = "'; DROP TABLE decisions; --",
            LookbackMinutes = -1,
            Decision = new SentDecision { Symbol = "../x", Side = "1", Quantity = double.PositiveInfinity },
        };
        Assert.Equal(
            ["decision_id", "lookback_minutes", "decision.symbol", "decision.side", "decision.quantity",
            "decision.decision_timestamp", "decision.signal_strength", "decision.confidence_score",
            "decision.risk_score", "decision.position_size"],
            RequestCheck.Collect(request, new SortedSet<string>(), s_now).Select(p => p.Field));
    }

    [Fact]
    public void Equal_requests_are_equal_bytes_whatever_the_order_of_their_maps()
    {
        const string text = """
            {"decision_id":"d","decision":{"symbol":"A","side":"BUY","quantity":1,
            "decision_timestamp":"2026-03-05T13:30:00.250Z","signal_strength":0,"confidence_score":0,"risk_score":0,
            "position_size":0,"timeframe_consensus":{"a":1,"b":2}}}
            """;
        string other = text.Replace("{\"a\":1,\"b\":2}", "{\"b\":2.0,\"a\":1}", StringComparison.Ordinal)
            .Replace(".250Z", ".25Z", StringComparison.Ordinal);
        Assert.Equal(Payload(text), Payload(other));
        Assert.NotEqual(Payload(text), Payload(text.Replace("\"b\":2", "\"b\":3", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('"')]
    [InlineData('\u6c49')]
    [InlineData('\u2028')]
    public void The_longest_decision_is_a_line_that_is_read_or_too_long_to_be_stored(char letter)
    {
        TrainingDataRequest request = JsonSerializer.Deserialize("""
            {"decision_id":"d","decision":{"symbol":"A","side":"BUY","quantity":1,
            "decision_timestamp":"2026-03-05T13:30:00Z","signal_strength":0,"confidence_score":0,"risk_score":0,
            "position_size":0}}
            """, WireJson.Default.TrainingDataRequest)!;
        var map = Enumerable.Range(0, 64).ToDictionary(i => new string('k', 62) + $"{i:D2}", i => -1 / (3.0 + i));
        request = request with
        {
            Decision = request.Decision! with
            {
                DecisionReasoning = new string(letter, 16_384),
                TimeframeConsensus = map,
                ExecutionParameters = map,
            },
        };
        Assert.Empty(RequestCheck.Collect(request, new SortedSet<string>(), s_now));
        byte[] payload = CapturedDecision.Of(request).ToPayload();
        Assert.Equal(letter == '\u2028', payload.Length > CapturedDecision.BytesMax);
        byte[] line = CapturedDecision.Line(long.MaxValue, s_now, payload);
        Assert.True(line.Length <= payload.Length + 256);
        Assert.Equal(request.Decision!.DecisionReasoning, DecisionJson.Read(line).DecisionReasoning);
    }

    private static string Payload(string json) => Encoding.UTF8.GetString(CapturedDecision.Of(
        JsonSerializer.Deserialize(json, WireJson.Default.TrainingDataRequest)!).ToPayload());

    /// <summary>Mostly right, so that many pass.</summary>
    private static TrainingDataRequest Draw(CounterRandom random)
    {
        return new TrainingDataRequest
        {
            DecisionId = Of(s_texts, "d-1"),
            LookbackMinutes = Of(s_minutes, 30),
            LookaheadMinutes = Of(s_minutes, 5),
            Decision = new SentDecision
            {
                Symbol = Of(s_texts, "MSFT"),
                Side = Of(s_texts, "SELL"),
                Quantity = Of(s_numbers, 10),
                DecisionTimestamp = Of(s_texts, "2026-03-05T13:30:00.000001Z"),
                DecisionPrice = Of(s_numbers, 1),
                SignalStrength = Of(s_numbers, 1),
                ConfidenceScore = Of(s_numbers, 1),
                RiskScore = Of(s_numbers, 1),
                PositionSize = Of(s_numbers, 1),
                DecisionReasoning = Of(s_texts, null),
                ExecutionAlgorithm = Of(s_texts, "VWAP"),
                TimeframeConsensus = new Dictionary<string, double>
                {
                    [Of(s_texts, "daily") ?? "1min"] = Of(s_numbers, 1) ?? 2,
                },
            },
        };

        T Of<T>(T[] odd, T usual) => random.NextInt(8) == 0 ? odd[random.NextInt(odd.Length)] : usual;
    }
}
