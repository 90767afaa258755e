using System.Text;
using System.Text.Json;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Wire;
using Tauric.Pipelines.Tests.Feeds;

namespace Tauric.Pipelines.Tests.Decisions.Inputs;

public sealed class NormalizeDecisionsTests
{
    private const string Key = "decisions/desk/2025-03-14.jsonl";

    private const string Good =
        "{\"decision_id\":\"d1\",\"decision_timestamp\":\"2025-03-14T14:00:00Z\",\"symbol\":\"AAPL\",\"side\":\"SELL\","
        + "\"quantity\":100,\"signal_strength\":-0.5,\"confidence_score\":0.7,\"risk_score\":0.2,"
        + "\"position_size\":0.01,\"timeframe_consensus\":{\"5m\":1,\"1h\":-0.25},\"lookahead_minutes\":30}";

    [Fact]
    public void A_line_is_a_row_and_what_it_does_not_say_is_null_or_the_default()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeDecisions(), (Key, Good));
        Assert.Equal(["2025-03-14: d1|AAPL|2025-03-14T14:00:00Z|2025-03-14T14:00:00Z|-1|100|~|-0.5|0.7|0.2|0.01|~"
            + "|{\"1h\":-0.25,\"5m\":1}|~|{}|60|30|" + Key + "#d1"], result.Lines);
    }

    [Fact]
    public void What_repeats_is_dropped_and_what_contradicts_refused()
    {
        string other = Good.Replace("\"quantity\":100", "\"quantity\":200", StringComparison.Ordinal);
        StepResult result = RawPayloads.Normalize(new NormalizeDecisions(), (Key, Good + "\n\n" + Good + "\n" + other));
        Assert.Single(result.Rows);
        Assert.Equal([new Reject("2025-03-14", "contradicted", Key + "#3", "d1")], result.Rejects);
    }

    [Fact]
    public void Rows_lie_by_when_they_were_known()
    {
        string late = Good.Replace("d1", "a-late", StringComparison.Ordinal)
            .Replace("\"side\"", "\"known_at\":\"2025-03-14T15:00:00Z\",\"side\"", StringComparison.Ordinal);
        StepResult result = RawPayloads.Normalize(new NormalizeDecisions(), (Key, late + "\n" + Good));
        Assert.Equal(["d1", "a-late"], result.All("decision_id"));
    }

    [Theory]
    [InlineData("\"SELL\"", "\"HOLD\"", "bad-side")]
    [InlineData("\"quantity\":100", "\"quantity\":-1", "out-of-range")]
    [InlineData("\"quantity\":100", "\"quantity\":1e999", "not-finite")]
    [InlineData("\"quantity\":100", "\"quantity\":\"100\"", "wrong-type")]
    [InlineData("\"quantity\":100", "\"quantity\":NaN", "malformed-json")]
    [InlineData("\"confidence_score\":0.7", "\"confidence_score\":1.1", "out-of-range")]
    [InlineData("\"lookahead_minutes\":30", "\"lookahead_minutes\":-30", "out-of-range")]
    [InlineData("\"d1\"", "\"a/b\"", "bad-decision_id")]
    [InlineData("\"AAPL\"", "\"A'; DROP TABLE decisions\"", "bad-symbol")]
    [InlineData("\"5m\"", "\"\\ud800\"", "invalid-text")]
    [InlineData("\"5m\":1", "\"1h\":1", "bad-key")]
    [InlineData("2025-03-14T", "2025-03-13T", "other-day")]
    [InlineData("\"symbol\":\"AAPL\",", "", "missing-field")]
    public void A_bad_line_is_refused_alone(string good, string bad, string reason)
    {
        string line = Good.Replace(good, bad, StringComparison.Ordinal);
        StepResult result = RawPayloads.Normalize(new NormalizeDecisions(), (Key, line + "\n" + Good));
        Assert.Equal([reason], result.Reasons);
        Assert.Equal(Key + "#0", result.Rejects[0].Where);
        Assert.Single(result.Rows);
    }

    [Fact]
    public void A_decision_a_clock_ahead_dates_past_midnight_is_of_the_day_it_was_received_on()
    {
        TrainingDataRequest request = JsonSerializer.Deserialize("""
            {"decision_id":"d","decision":{"symbol":"A","side":"BUY","quantity":1,
            "decision_timestamp":"2025-03-15T00:00:40Z","signal_strength":0,"confidence_score":0,"risk_score":0,
            "position_size":0}}
            """, WireJson.Default.TrainingDataRequest)!;
        long received = UtcMicros.From(new DateOnly(2025, 3, 15)) - UtcMicros.FromSeconds(15);
        Assert.Empty(RequestCheck.Collect(request, new SortedSet<string>(), received));
        byte[] line = CapturedDecision.Line(0, received, CapturedDecision.Of(request).ToPayload());
        StepResult result = RawPayloads.Normalize(new NormalizeDecisions(), (Key, Encoding.UTF8.GetString(line)));
        Assert.Empty(result.Rejects);
        Assert.Equal(["2025-03-14T23:59:45Z"], result.All("event_time"));
    }

    [Fact]
    public void A_decision_read_back_from_its_row_is_the_decision()
    {
        DecisionRow row = DecisionJson.Read(System.Text.Encoding.UTF8.GetBytes(Good));
        using var rows = new Engine.Columnar.BatchBuilder(Pipelines.Decisions.DecisionInputs.Decisions.Schema);
        row.AppendTo(rows, "x");
        using Engine.Columnar.RecordBatch batch = rows.Build();
        Assert.Equal(row, DecisionRow.At(batch, 0));
    }
}
