using System.Text.Json;
using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Tests.Decisions.Quality;

public sealed class QualityMetricsTests
{
    /// <summary>Seed-004's example.</summary>
    internal static QualityMetrics Seed => new(0.98, 0.96, 0.92, 0.99, 0.95);

    [Fact]
    public void The_example_of_the_specification_comes_out()
    {
        Assert.Equal(0.94, Seed.Overall, 0.005);
        Assert.Equal(0.02, Seed.MissingDataPercentage);
        Assert.Equal(
            """{"completeness_score":0.98,"accuracy_score":0.96,"consistency_score":0.92,"timeliness_score":0.99,"""
            + "\"validity_score\":0.95,\"missing_data_percentage\":0.02}", JsonSerializer.Serialize(Seed));
    }

    [Fact]
    public void The_worst_side_weighs_most()
    {
        Assert.Equal(1, new QualityMetrics(1, 1, 1, 1, 1).Overall, 1e-12);
        Assert.Equal(0, new QualityMetrics(1, 1, 0, 1, 1).Overall);
        // √(0.64·0.64^(1/6)) = 0.64^(7/12).
        Assert.Equal(Math.Pow(0.64, 7 / 12.0), new QualityMetrics(1, 0.64, 1, 1, 1).Overall, 1e-12);
        QualityMetrics doubled = new QualityMetrics(1, 1, 1, 1, 1) with { UniquenessScore = 0.64 };
        Assert.Equal(Math.Pow(0.64, 7 / 12.0), doubled.Overall, 1e-12);
    }

    [Fact]
    public void Nothing_to_check_has_passed()
    {
        Assert.Equal(1, default(Passed).Share);
        Assert.Equal(0.5, default(Passed).And(true).And(false).Share);
        Assert.Equal(1, QualityMetrics.Of([]).Overall, 1e-12);
    }

    [Fact]
    public void A_side_is_what_passed_of_all_its_checks()
    {
        var metrics = QualityMetrics.Of(
        [
            new CheckResult("cells", QualityDimension.Completeness, IsGate: false, 90, 100),
            new CheckResult("labels", QualityDimension.Completeness, IsGate: false, 200, 300),
            new CheckResult("ids", QualityDimension.Uniqueness, IsGate: true, 7, 7),
        ]);
        Assert.Equal(290 / 400.0, metrics.CompletenessScore);
        Assert.Equal(1, metrics.UniquenessScore);
        Assert.Equal(1, metrics.ValidityScore);
    }
}
