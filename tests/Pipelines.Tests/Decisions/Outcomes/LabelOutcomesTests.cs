using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Outcomes;
using static Tauric.Pipelines.Tests.Decisions.Outcomes.OutcomeRows;

namespace Tauric.Pipelines.Tests.Decisions.Outcomes;

public sealed class LabelOutcomesTests : IDisposable
{
    private const long Minute = 60 * UtcMicros.PerSecond;
    private readonly StepHarness _store = new();

    [Fact]
    public void A_row_says_what_the_label_says()
    {
        Put(Day, FactRow("d1", "AAPL", Worked));
        var row = Assert.Single(Labels(new OutcomeOptions())).Fields;
        Assert.Equal(("labelled", "~", "EXCELLENT"), (row["status"], row["missing"], row["decision_outcome"]));
        Assert.Equal((UtcMicros.Format(At(0)), UtcMicros.Format(At(60))), (row["span_start"], row["span_end"]));
        Assert.Equal(25, double.Parse(row["benchmark_outperformance"]), 1e-9);
        double[] attribution = [.. row.Where(f => f.Key.StartsWith("attribution_")).Select(f => double.Parse(f.Value))];
        Assert.Equal(6, attribution.Length);
        Assert.Equal(60, attribution.Sum(), 1e-9);
        Assert.Equal("1", row["sample_uniqueness"]);
        Assert.Equal(new LabelingRules(LabelingRules.Default).Version, row["rule_version"]);
    }

    [Fact]
    public void What_cannot_be_labelled_is_there_with_its_reason_and_nulls()
    {
        Put(Day, FactRow("d1", "AAPL", Worked with { EndMid = double.NaN }));
        var row = Assert.Single(Labels(new OutcomeOptions())).Fields;
        Assert.Equal(("insufficient_data", "no-end-price"), (row["status"], row["missing"]));
        Assert.All(row.SkipWhile(f => f.Key != "decision_outcome").SkipLast(1), f => Assert.Equal("~", f.Value));
    }

    [Fact]
    public void Labels_share_minutes_with_those_of_their_symbol_that_are_labelled_also_across_midnight()
    {
        OutcomeFact hour = Worked;
        OutcomeFact twin = hour with { DecisionMid = 100.5 };
        OutcomeFact unknown = hour with { EndMid = double.NaN };
        Put(Day, FactRow("a", "AAPL", hour), FactRow("b", "AAPL", twin), FactRow("c", "AAPL", unknown),
            FactRow("d", "MSFT", hour));
        Assert.Equal(["0.5", "0.5", "~", "1"], Uniqueness());
        // Tomorrow's label lives in the same minutes: its time is what counts, not its partition.
        Put("2025-03-15", FactRow("e", "AAPL", hour));
        Assert.All(Uniqueness().Take(2), weight => Assert.Equal(1.0 / 3, double.Parse(weight), 1e-12));
        OutcomeFact after = hour with { EventTime = At(61), EndTime = At(90), ObservedUntil = At(99) };
        Put("2025-03-15", FactRow("e", "AAPL", after));
        Assert.Equal(["0.5", "0.5", "~", "1"], Uniqueness());
    }

    [Fact]
    public void Another_rule_changes_the_parameters_of_this_step_and_the_labels_and_of_no_other()
    {
        Put(Day, FactRow("d1", "AAPL", Worked));
        var wide = new OutcomeOptions { Rules = LabelingRulesTests.With(LabelingRulesTests.Bands("wide", 30, 60)) };
        Assert.Equal("NEUTRAL", Assert.Single(Labels(wide)).Fields["decision_outcome"]);
        Assert.NotEqual(new LabelOutcomes(new OutcomeOptions()).Parameters, new LabelOutcomes(wide).Parameters);
        Assert.Equal(new OutcomeFacts(new OutcomeOptions()).Parameters, new OutcomeFacts(wide).Parameters);
    }

    [Fact]
    public void Batches_do_not_show()
    {
        using var three = new StepHarness { BatchRowsMax = 3 };
        object?[][] rows =
        [
            .. from i in Enumerable.Range(0, 10)
               let shift = i * 7 * Minute
               select FactRow($"d{i}", i < 6 ? "AAPL" : "MSFT", Worked with
               {
                   EventTime = Worked.EventTime + shift, EndTime = Worked.EndTime + shift,
                   ObservedUntil = long.MaxValue / 2, EndMid = 99 + (i * 0.3),
               }),
        ];
        foreach (StepHarness store in (StepHarness[])[_store, three])
            store.Put(OutcomeDatasets.Facts, Day, Batch(OutcomeDatasets.Facts, rows));
        Assert.Equal(_store.Run(new LabelOutcomes(new OutcomeOptions())).Lines,
            three.Run(new LabelOutcomes(new OutcomeOptions())).Lines);
    }

    [Fact]
    public void Rules_are_published_as_data()
    {
        StepResult result = _store.Run(new PublishRules(new OutcomeOptions()));
        Assert.Equal(["default_bands", "default_scores", "default_sufficiency"], result.All("rule_name"));
        Assert.Equal("{\"inner_bps\":10,\"outer_bps\":20}", result.Rows[0].Fields["thresholds"]);
        Assert.Equal(3, result.All("id").Distinct().Count());
    }

    public void Dispose() => _store.Dispose();

    private void Put(string day, params object?[][] rows) =>
        _store.Put(OutcomeDatasets.Facts, day, Batch(OutcomeDatasets.Facts, rows));

    private List<(string Key, IReadOnlyDictionary<string, string> Fields)> Labels(OutcomeOptions options) =>
        _store.Run(new LabelOutcomes(options), Day).Rows;

    private IEnumerable<string> Uniqueness() =>
        Labels(new OutcomeOptions()).Select(row => row.Fields["sample_uniqueness"]).ToArray();
}
