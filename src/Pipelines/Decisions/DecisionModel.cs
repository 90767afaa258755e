using System.Text.Json.Serialization;

namespace Tauric.Pipelines.Decisions;

/// <summary>How a decision turned out against its benchmark, net of cost; bands are those of seed-004.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionOutcome>))]
public enum DecisionOutcome
{
    [JsonStringEnumMemberName("BAD")]
    Bad,

    [JsonStringEnumMemberName("POOR")]
    Poor,

    [JsonStringEnumMemberName("NEUTRAL")]
    Neutral,

    [JsonStringEnumMemberName("GOOD")]
    Good,

    [JsonStringEnumMemberName("EXCELLENT")]
    Excellent,
}

/// <summary>State of the market as of a decision (facts B14).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MarketRegime>))]
public enum MarketRegime
{
    [JsonStringEnumMemberName("TRENDING_UP")]
    TrendingUp,

    [JsonStringEnumMemberName("TRENDING_DOWN")]
    TrendingDown,

    [JsonStringEnumMemberName("SIDEWAYS")]
    Sideways,

    [JsonStringEnumMemberName("HIGH_VOLATILITY")]
    HighVolatility,

    [JsonStringEnumMemberName("LOW_VOLATILITY")]
    LowVolatility,

    [JsonStringEnumMemberName("CRISIS")]
    Crisis,
}

/// <summary>What a dataset is to teach.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DatasetType>))]
public enum DatasetType
{
    [JsonStringEnumMemberName("SIGNAL_GENERATION")]
    SignalGeneration,

    [JsonStringEnumMemberName("RISK_PREDICTION")]
    RiskPrediction,

    [JsonStringEnumMemberName("EXECUTION_OPTIMIZATION")]
    ExecutionOptimization,

    [JsonStringEnumMemberName("MARKET_PREDICTION")]
    MarketPrediction,

    [JsonStringEnumMemberName("PORTFOLIO_OPTIMIZATION")]
    PortfolioOptimization,
}
