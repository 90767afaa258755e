using Tauric.Pipelines.Decisions.Training;

namespace Tauric.Pipelines.Tests.Decisions.Training;

public sealed class CacheKeyTests
{
    [Fact]
    public void Keys_and_lifetimes_are_those_of_the_specification()
    {
        TrainingType type = TrainingType.All[0];
        CacheKey[] keys =
        [
            CacheKey.ActiveDatasets, CacheKey.FeatureSchema(type), CacheKey.ActiveLabelingRules, CacheKey.LatestQuality,
            CacheKey.FeatureImportance(type), CacheKey.ProcessingStatus,
        ];
        Assert.Equal(
            [
                "datasets:active 60", "features:schema:SIGNAL_GENERATION 240", "labeling_rules:active 120",
                "quality:latest 30", "feature_importance:SIGNAL_GENERATION 60", "processing:status 5",
            ],
            keys.Select(key => $"{key.Key} {key.Lifetime.TotalMinutes}"));
    }
}
