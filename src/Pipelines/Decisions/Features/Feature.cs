namespace Tauric.Pipelines.Decisions.Features;

/// <summary>What a feature needs to be known; without it its value is null.</summary>
[Flags]
public enum FeatureNeeds
{
    Decision = 0,

    /// <summary>A quote of the last hour but one or later.</summary>
    Quotes = 1,

    /// <summary>A trade since two hours: then no trade in a window is a fact, not ignorance.</summary>
    Trades = 2,

    /// <summary>A quote at every step of the window.</summary>
    Grid = 4,

    /// <summary>The market's, too.</summary>
    MarketGrid = 8,

    /// <summary>A book since two hours.</summary>
    Depth = 16,

    /// <summary>A score since seven days.</summary>
    Sentiment = 32,

    Daily = 64,

    MarketDaily = 128,
}

/// <summary>One line of a family's table.</summary>
/// <param name="Name">Of its column; for each window the window's name follows: <c>rsi_14_5m</c>.</param>
/// <param name="Unit">E.g. <c>bps</c>, <c>shares</c>, <c>share</c> for what lies in [0, 1], <c>1</c> for other numbers
/// without unit.</param>
/// <param name="Windows">Names of the windows it is computed for; empty for one value as of the decision.</param>
/// <param name="Normalisation">How it is best scaled: <c>zscore</c>, <c>robust</c>, <c>minmax</c>, <c>rank</c>,
/// <c>none</c>.</param>
/// <param name="Definition">One sentence.</param>
/// <param name="Value">NaN and infinities are null.</param>
internal sealed record Feature(
    string Name, string Unit, FeatureNeeds Needs, IReadOnlyList<string> Windows, string Normalisation,
    string Definition, Func<FeatureFrame, double> Value);

/// <summary>A column of the feature vectors.</summary>
/// <param name="Window">Null for a value as of the decision.</param>
/// <param name="Inputs">Datasets it is made of.</param>
public sealed record FeatureColumn(
    string Name, string Family, string Unit, string? Window, string Normalisation, string Definition,
    IReadOnlyList<string> Inputs);
