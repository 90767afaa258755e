using Tauric.Engine;

namespace Tauric.Pipelines.Forms;

/// <summary>The words of the five states. No phrase is part of a phrase of another state.</summary>
internal static class LevelWords
{
    public static readonly string[][] Price =
    [
        ["fell sharply", "dropped hard"], ["slipped", "edged lower"], ["held steady", "moved sideways"],
        ["rose moderately", "edged higher"], ["surged", "rallied strongly"],
    ];

    public static readonly string[][] Volume =
    [
        ["on very thin volume", "with hardly any trading"], ["on light volume", "with quiet trading"],
        ["on normal volume", "with ordinary trading"], ["on elevated volume", "with busy trading"],
        ["on very heavy volume", "with exceptional trading"],
    ];

    public static readonly string[][] Momentum =
    [
        ["momentum has collapsed", "momentum is very weak"], ["momentum is soft", "momentum is fading"],
        ["momentum is flat", "momentum is balanced"], ["momentum is firm", "momentum is building"],
        ["momentum is racing", "momentum is very strong"],
    ];

    public static readonly string[][] Volatility =
    [
        ["volatility is very low", "swings are tiny"], ["volatility is subdued", "swings are small"],
        ["volatility is normal", "swings are ordinary"], ["volatility is high", "swings are wide"],
        ["volatility is extreme", "swings are violent"],
    ];

    private static readonly string[] s_names = ["very low", "low", "medium", "high", "very high"];

    private static readonly string[] s_patterns =
    [
        "", "", "bullish reversal", "bearish breakdown", "momentum continuation", "volume surge", "breakout",
        "consolidation", "momentum divergence", "rise and drop", "failed breakout", "double bottom", "gap and fade",
        "steady climb", "sharp recovery",
    ];

    public static string Of(Level level) => s_names[(int)level];

    public static Level Any(ref CounterRandom random) => (Level)random.NextInt(s_names.Length);

    public static string AnyPattern(ref CounterRandom random) => s_patterns[random.NextInt(s_patterns.Length)];
}
