using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Average true range, in price units. First value at row Period. Wilder 1978.</summary>
/// <remarks>
/// Wilder mean of max(H−L, |H−C'|, |L−C'|), C' the close before; row 0 has no true range. TA-Lib ATR.
/// </remarks>
[Kernel("atr")]
public sealed record Atr(int Period = 14) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["atr"];

    public override int Warmup { get; } = AtLeast(1, Period);

    internal override Series[] Define(SeriesPlan bars) => [bars.TrueRange().Wilder(Period)];
}
