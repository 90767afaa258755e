namespace Tauric.Kernels.Fuzzy;

/// <summary>State names in use, from low to high.</summary>
public static class StateNames
{
    /// <summary>Five levels; what the middle one is called differs: volume is "normal".</summary>
    public static IReadOnlyList<string> Levels(string middle = "medium") =>
        ["very_low", "low", middle, "high", "very_high"];

    public static IReadOnlyList<string> Trend { get; } = ["down", "neutral", "up"];
}
