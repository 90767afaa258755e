using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Features;

namespace Tauric.Pipelines.Tests.Decisions.Features;

public sealed class EngineerFeaturesTests
{
    private static readonly Dataset[] s_asOf =
        [ContextDatasets.Market, ContextDatasets.Execution, ContextDatasets.Features];

    [Fact]
    public void Every_decision_of_the_sample_has_its_row_and_most_of_its_features()
    {
        using var run = new DecisionSampleRun();
        StepResult rows = run[ContextDatasets.Features];
        Assert.Equal(run[DecisionInputs.Decisions].All("decision_id"), rows.All("decision_id"));
        Assert.All(FeatureEngine.Columns, column => Assert.True(
            rows.All(column.Name).Count(value => value != "~") >= 30, $"{column.Name} is null in most rows"));
        Assert.All(rows.Rows, row => Assert.DoesNotContain(row.Fields.Values, v => v is "NaN" or "Infinity"));
    }

    [Theory]
    [InlineData("2024-03-04T15:14:00Z")]
    [InlineData("2024-03-05T15:30:17.5Z")]
    public void Nothing_that_comes_later_changes_a_decision_s_contexts_or_features(string at)
    {
        Assert.True(UtcMicros.TryParse(at, out long cut));
        using var whole = new DecisionSampleRun();
        using var truncated = new DecisionSampleRun(line => IsLater(line, cut) ? null : line);
        foreach (Dataset dataset in s_asOf)
        {
            string[] before = [.. whole[dataset].Rows.Where(row => TimeOf(row.Fields["event_time"]) <= cut)
                .Select(row => string.Join('|', row.Fields.Values))];
            Assert.NotEmpty(before);
            Assert.Equal(before, truncated[dataset].Rows.Select(row => string.Join('|', row.Fields.Values)));
        }
    }

    [Fact]
    public void Batches_do_not_show()
    {
        using var whole = new DecisionSampleRun();
        using var pieces = new DecisionSampleRun(batchRowsMax: 3);
        Assert.All(s_asOf, dataset => Assert.Equal(whole[dataset].Lines, pieces[dataset].Lines));
    }

    [Fact]
    public void No_step_before_the_outcomes_plans_to_read_one()
    {
        using var run = new DecisionSampleRun();
        Assert.All(s_asOf, dataset => Assert.DoesNotContain(
            run[dataset].Partitions.SelectMany(p => p.Reads), read => read.Dataset.IsOutcome));
    }

    // A plan in which another step reads an outcome is refused: GraphTests.
    [Fact]
    public void Fills_are_an_outcome_and_no_feature_is_made_of_them()
    {
        Assert.True(DecisionInputs.Fills.IsOutcome);
        Assert.All(s_asOf.Append(ContextDatasets.DailyStates), dataset => Assert.False(dataset.IsOutcome));
        Assert.All(FeatureEngine.Columns, column => Assert.DoesNotContain(DecisionInputs.Fills.Name, column.Inputs));
    }

    private static bool IsLater(string line, long cut)
    {
        int at = line.StartsWith('{')
            ? line.IndexOf("decision_timestamp", StringComparison.Ordinal) + "decision_timestamp\":\"".Length
            : line.IndexOf("202", StringComparison.Ordinal);
        int end = at < 0 ? -1 : line.IndexOf('Z', at);
        return end >= 0 && UtcMicros.TryParse(line[at..(end + 1)], out long micros) && micros > cut;
    }

    private static long TimeOf(string text) =>
        UtcMicros.TryParse(text, out long micros) ? micros : throw new FormatException(text);
}
