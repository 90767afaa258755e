using System.Text.Json;
using System.Text.Json.Nodes;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Tests.Decisions.Outcomes;
using Tauric.Pipelines.Tests.Decisions.Training;

namespace Tauric.Pipelines.Tests.Decisions.Quality;

public sealed class AssessQualityTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Fact]
    public void Clean_days_score_high_and_nothing_has_drifted()
    {
        var row = Second(shift: 0);
        var metrics = JsonSerializer.Deserialize<JsonObject>(row["quality_metrics"])!;
        // 180 labelled rows: of three feature cells moods are missing in every fourth decision.
        Assert.Equal(1 - ((50 - 10) / (180.0 * 3 + 180 * 3)), (double)metrics["completeness_score"]!, 0.02);
        Assert.All((string[])["accuracy_score", "consistency_score", "timeliness_score", "validity_score"],
            score => Assert.Equal(1, (double)metrics[score]!));
        Assert.Equal("true", row["gates_passed"]);
        Assert.Empty(JsonNode.Parse(row["anomaly_results"])!["drift"]!.AsArray());
    }

    [Fact]
    public void A_feature_that_moved_is_named_and_no_other()
    {
        JsonNode anomalies = JsonNode.Parse(Second(shift: 1)["anomaly_results"])!;
        JsonNode? drift = Assert.Single(anomalies["drift"]!.AsArray());
        Assert.Equal("noise", (string?)drift!["column"]);
        Assert.True((double)drift["psi"]! > (double)drift["psi_threshold"]!);
        Assert.Equal(3, (int)anomalies["columns_tested"]!);
    }

    [Fact]
    public void What_fails_a_gate_shuts_it_whatever_the_score()
    {
        TrainingRows.PutDay(_store, OutcomeRows.Day, 100);
        TrainingRows.WriteParts(_store);
        OutcomeFact good = OutcomeRows.Worked with { ArrivalTime = OutcomeRows.Worked.EventTime };
        OutcomeFact early = good with { ArrivalTime = good.EventTime - 1 };
        _store.Put(OutcomeDatasets.Facts, OutcomeRows.Day, OutcomeRows.Batch(OutcomeDatasets.Facts,
            Enumerable.Range(0, 100).Select(i => OutcomeRows.FactRow($"d{i}", "AAPL", i == 7 ? early : good))));
        var row = _store.Run(new AssessQuality(TrainingRows.Sources)).Rows[0].Fields;
        Assert.Equal("false", row["gates_passed"]);
        Assert.True(double.Parse(row["quality_score"]) > 0.9);
        var results = JsonSerializer.Deserialize(
            row["validation_results"], StoredJson.Default.IReadOnlyListCheckResult)!;
        CheckResult shut = Assert.Single(results, result => !result.OpensGate);
        Assert.Equal(("decided_before_known", 99, 100), (shut.Check, shut.Passed, shut.Checked));
    }

    [Fact]
    public void Every_check_fails_what_it_is_for()
    {
        OutcomeFact good = OutcomeRows.Worked;
        Dictionary<string, OutcomeFact> broken = new()
        {
            ["fills_within_quotes"] = good with { FillNotional = 800 * 102 },
            ["trades_within_quotes"] = good with { Vwap = 99 },
            ["decision_price_within_quotes"] = good with { DecisionMid = 99 },
            ["filled_at_most_ordered"] = good with { FilledQuantity = 1001 },
            ["mean_within_range"] = good with { Twap = 99.4 },
            ["decided_before_known"] = good with { ArrivalTime = good.EventTime - 1 },
            ["known_in_time"] = good with { ArrivalTime = good.EventTime + QualityCheck.TimelyMicros + 1 },
            ["quantity_positive"] = good with { Quantity = 0 },
            ["prices_positive"] = good with { EndMid = 0 },
            ["outcome_after_decision"] = good with { EndTime = good.EventTime },
        };
        OutcomeFact timely = good with { ArrivalTime = good.EventTime };
        Assert.Equal(broken.Keys, QualityCheck.All.Select(check => check.Name));
        Assert.All(QualityCheck.All, check =>
        {
            Assert.False(check.Passes(broken[check.Name]));
            Assert.True(check.Passes(timely));
        });
    }

    public void Dispose() => _store.Dispose();

    /// <summary>The report of the second of two days for signals.</summary>
    private IReadOnlyDictionary<string, string> Second(double shift)
    {
        TrainingRows.PutDay(_store, OutcomeRows.Day, 200);
        TrainingRows.PutDay(_store, TrainingRows.Second, 200, shift);
        TrainingRows.WriteParts(_store);
        string key = $"SIGNAL_GENERATION/{TrainingRows.Second.Replace('-', '/')}";
        return _store.Run(new AssessQuality(TrainingRows.Sources), key).Rows.Single().Fields;
    }
}
