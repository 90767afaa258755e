namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>What <c>engineer-features</c> is sent: everything a single decision's features are computed from.</summary>
public sealed record FeatureEngineeringRequest
{
    public RawMarketData? RawData { get; init; }

    public DecisionContext? DecisionContext { get; init; }

    /// <summary>Families; null or empty for all.</summary>
    public IReadOnlyList<string>? FeatureTypes { get; init; }

    /// <summary>Null for <c>none</c>.</summary>
    public string? NormalizationMethod { get; init; }
}

/// <summary>The market before a decision, in order of time.</summary>
public sealed record RawMarketData
{
    public string? Symbol { get; init; }

    public IReadOnlyList<SentTrade>? Trades { get; init; }

    public IReadOnlyList<SentQuote>? Quotes { get; init; }

    public IReadOnlyList<SentLevel>? Depth { get; init; }
}

public sealed record SentTrade(string? EventTime, double? Price, double? Size);

public sealed record SentQuote(string? EventTime, double? Bid, double? Ask, double? BidSize, double? AskSize);

public sealed record SentLevel(
    string? EventTime, string? Venue, int? Level, double? Bid, double? BidSize, double? Ask, double? AskSize);

public sealed record FeatureEngineeringResponse
{
    public required FeatureVector FeatureVector { get; init; }

    public required FeatureMetadata FeatureMetadata { get; init; }

    /// <summary>By name, as in the quality report of a dataset.</summary>
    public required SortedDictionary<string, double> DataQualityMetrics { get; init; }
}

/// <summary>Features by name, in six families; a feature that is not known is null.</summary>
public sealed record FeatureVector
{
    public IReadOnlyDictionary<string, double?>? MarketMicrostructureFeatures { get; init; }

    public IReadOnlyDictionary<string, double?>? SentimentFeatures { get; init; }

    public IReadOnlyDictionary<string, double?>? TechnicalFeatures { get; init; }

    public IReadOnlyDictionary<string, double?>? RiskFeatures { get; init; }

    public IReadOnlyDictionary<string, double?>? TemporalFeatures { get; init; }

    public IReadOnlyDictionary<string, double?>? CrossAssetFeatures { get; init; }

    /// <summary>Every feature, family by family.</summary>
    public IEnumerable<KeyValuePair<string, double?>> All() => new[]
    {
        MarketMicrostructureFeatures, SentimentFeatures, TechnicalFeatures, RiskFeatures, TemporalFeatures,
        CrossAssetFeatures,
    }.SelectMany(family => family ?? new Dictionary<string, double?>());
}

public sealed record FeatureMetadata
{
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>The family of each.</summary>
    public required IReadOnlyList<string> FeatureTypes { get; init; }

    /// <summary>By feature: statistics by name.</summary>
    public SortedDictionary<string, SortedDictionary<string, double>>? NormalizationStats { get; init; }

    public SortedDictionary<string, double>? FeatureImportance { get; init; }

    /// <summary>
    /// Rows by columns, in the order of the names: Pearson's of the values before scaling, over the decisions of the
    /// days before the last that was run. Null while no run has stored one.
    /// </summary>
    public IReadOnlyList<CorrelationRow>? CorrelationMatrix { get; init; }
}

/// <summary>A dataset that <c>datasets/{dataset_type}</c> lists.</summary>
public sealed record DatasetInfo
{
    public required string DatasetId { get; init; }

    public required DatasetType DatasetType { get; init; }

    public required string CreationTimestamp { get; init; }

    public required long SampleCount { get; init; }

    public required int FeatureCount { get; init; }

    public SortedDictionary<string, long>? LabelDistribution { get; init; }

    public double? QualityScore { get; init; }

    public required string StorageLocation { get; init; }
}
