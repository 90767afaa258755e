using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>True range, in price units: the range of the bar and the gap before it. First value at row 1.</summary>
/// <remarks>max(H − L, |H − C'|, |L − C'|), C' the close before. TA-Lib TRANGE. Wilder 1978.</remarks>
[Kernel("true_range")]
public sealed record TrueRange : Indicator
{
    public override IReadOnlyList<string> Outputs => ["true_range"];

    public override int Warmup => 1;

    internal override Series[] Define(SeriesPlan bars) => [bars.TrueRange()];
}
