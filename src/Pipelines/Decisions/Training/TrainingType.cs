namespace Tauric.Pipelines.Decisions.Training;

/// <summary>What a type of dataset is to teach from what: which families of features, which labels.</summary>
/// <param name="Families">Categories of features it takes.</param>
/// <param name="Labels">Columns of the outcome labels it takes; the first is what models are to predict.</param>
public sealed record TrainingType(DatasetType Type, IReadOnlyList<string> Families, IReadOnlyList<string> Labels)
{
    /// <summary>The five, in the order of the enumeration.</summary>
    public static IReadOnlyList<TrainingType> All { get; } =
    [
        new(DatasetType.SignalGeneration,
            ["market_microstructure", "sentiment", "technical", "risk", "temporal", "cross_asset"],
            ["decision_outcome", "benchmark_outperformance"]),
        new(DatasetType.RiskPrediction, ["technical", "risk", "temporal", "cross_asset"],
            ["risk_adjusted_return", "decision_outcome", "timing_quality"]),
        new(DatasetType.ExecutionOptimization, ["market_microstructure", "risk", "temporal"],
        [
            "execution_quality", "cost_efficiency", "decision_outcome", "shortfall_bps", "slippage_arrival_bps",
            "slippage_vwap_bps", "slippage_twap_bps", "slippage_close_bps", "slippage_decision_bps",
            "attribution_delay", "attribution_execution", "attribution_opportunity", "attribution_explicit",
        ]),
        new(DatasetType.MarketPrediction,
            ["market_microstructure", "sentiment", "technical", "temporal", "cross_asset"],
            ["attribution_selection", "decision_outcome", "attribution_benchmark", "timing_quality"]),
        new(DatasetType.PortfolioOptimization, ["risk", "technical", "cross_asset"],
        [
            "benchmark_outperformance", "decision_outcome", "risk_adjusted_return", "attribution_benchmark",
            "attribution_selection", "shortfall_bps",
        ]),
    ];

    /// <summary>As seed-004 writes it: <c>SIGNAL_GENERATION</c>.</summary>
    public string Name { get; } = EnumNames<DatasetType>.Of(Type);

    public static TrainingType Of(DatasetType type) => All.First(t => t.Type == type);

    /// <exception cref="KeyNotFoundException">There is no such type.</exception>
    public static TrainingType Of(string name) =>
        All.FirstOrDefault(type => type.Name == name) ?? throw new KeyNotFoundException(name);
}
