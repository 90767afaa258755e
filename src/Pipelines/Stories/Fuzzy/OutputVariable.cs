namespace Tauric.Pipelines.Stories.Fuzzy;

/// <summary>What a story tells the state of, and the variables it is the mean of.</summary>
/// <param name="Name">One of <see cref="StoryDatasets.OutputVariables"/>.</param>
/// <param name="Of">Names of variables with equally many states.</param>
internal sealed record OutputVariable(string Name, params IReadOnlyList<string> Of)
{
    public static IReadOnlyList<OutputVariable> All { get; } =
    [
        new("price", "price"),
        new("volume", "volume"),
        new("momentum", "rsi", "macd"),
        new("volatility", "volatility"),
        new("trend", "sma_trend", "ema_trend"),
    ];

    /// <summary>The one the market's regime is taken from.</summary>
    public static OutputVariable Trend => All[^1];

    /// <summary>Low, medium and high volatility: two states, one, two.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Levels
    {
        get
        {
            IReadOnlyList<IReadOnlyList<string>> states = All.First(v => v.Name == "volatility").Columns;
            return [[.. states[0], .. states[1]], states[2], [.. states[3], .. states[4]]];
        }
    }

    /// <summary>A group of columns a state, from low to high.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Columns { get; } =
    [
        .. FuzzyVariable.All.First(v => v.Name == Of[0]).States
            .Select(state => (IReadOnlyList<string>)[.. Of.Select(variable => $"{variable}_{state}")]),
    ];
}
