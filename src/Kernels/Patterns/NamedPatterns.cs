using static Tauric.Kernels.Patterns.Movement;

namespace Tauric.Kernels.Patterns;

/// <summary>The patterns stories are told with, over price, volume and momentum. Three segments each.</summary>
public static class NamedPatterns
{
    public const string Price = "price";
    public const string Volume = "volume";
    public const string Momentum = "momentum";

    public static IReadOnlyList<Pattern> All { get; } =
    [
        new("price_rises_then_drops", [new(Price, Rises, Quiet, Drops)]),
        new("volume_surge_pattern", [new(Volume, Quiet, Quiet, 2)]),
        // Bearish: the price goes on rising while what drives it fades.
        new("momentum_divergence", [new(Price, Rises, new(0, 2), Rises), new(Momentum, new(-2, 0), Drops, Drops)]),
        // Bullish: a sharp drop, a halt, a sharp rise.
        new("reversal_pattern", [new(Price, -2, 0, 2)]),
        new("breakout_pattern", [new(Price, 0, 0, 2)]),
        new("consolidation_pattern", [new(Price, 0, 0, 0)]),
    ];
}
