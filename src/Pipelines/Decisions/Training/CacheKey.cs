namespace Tauric.Pipelines.Decisions.Training;

/// <summary>What the service keeps for a while, and for how long: keys and lifetimes of seed-004.</summary>
public readonly record struct CacheKey(string Key, TimeSpan Lifetime)
{
    public static CacheKey ActiveDatasets { get; } = new("datasets:active", TimeSpan.FromHours(1));

    public static CacheKey ActiveLabelingRules { get; } = new("labeling_rules:active", TimeSpan.FromHours(2));

    public static CacheKey LatestQuality { get; } = new("quality:latest", TimeSpan.FromMinutes(30));

    public static CacheKey ProcessingStatus { get; } = new("processing:status", TimeSpan.FromMinutes(5));

    /// <summary>Every key there is.</summary>
    public static IEnumerable<CacheKey> All =>
    [
        ActiveDatasets, ActiveLabelingRules, LatestQuality, ProcessingStatus,
        .. TrainingType.All.SelectMany(type => new[] { FeatureSchema(type), FeatureImportance(type) }),
    ];

    public static CacheKey FeatureSchema(TrainingType type) =>
        new($"features:schema:{type.Name}", TimeSpan.FromHours(4));

    public static CacheKey FeatureImportance(TrainingType type) =>
        new($"feature_importance:{type.Name}", TimeSpan.FromHours(1));
}
