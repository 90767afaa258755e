using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Features;

namespace Tauric.Pipelines.Tests.Decisions.Features;

public sealed class ComputeNormalizationTests
{
    [Fact]
    public void A_day_is_scaled_by_the_days_before_it()
    {
        using var run = new DecisionSampleRun();
        StepResult features = run[ContextDatasets.Features], statistics = run.Harness.Run(new ComputeNormalization());
        Assert.Equal(["2024-03-05"], statistics.Partitions.Select(p => p.Key));
        Assert.Equal(["2024-03-04"], statistics.Partitions[0].Reads.Select(read => read.Key));
        double mean = features.Rows.Where(row => row.Key == "2024-03-04")
            .Average(row => double.Parse(row.Fields["spread_bps"], System.Globalization.CultureInfo.InvariantCulture));
        var row = statistics.Rows.Single(r => r.Fields["feature_name"] == "spread_bps").Fields;
        Assert.Equal("30", row["sample_count"]);
        Assert.Equal(mean, double.Parse(row["mean"], System.Globalization.CultureInfo.InvariantCulture), 1e-9);
        Assert.Equal(21, row["quantiles"].Split(' ').Length);
    }

    [Fact]
    public void Every_feature_correlates_with_itself_unless_it_is_flat()
    {
        using var run = new DecisionSampleRun();
        StepResult matrix = run.Harness.Run(new ComputeCorrelations());
        Assert.NotEmpty(matrix.Rows);
        foreach ((_, IReadOnlyDictionary<string, string> row) in matrix.Rows)
        {
            double[] correlations = [.. row["correlations"].Split(' ')
                .Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
            int self = Array.IndexOf(row["others"].Split(' '), row["feature_name"]);
            Assert.All(correlations, c => Assert.InRange(c, -1, 1));
            Assert.True(correlations[self] > 0.999999 || correlations.All(c => c == 0), row["feature_name"]);
        }
    }
}
