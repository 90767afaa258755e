using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Rolling volume-weighted average price, in price units. First value at row Period − 1.</summary>
/// <remarks>
/// Σ TP·V / Σ V over Period bars, TP = (H+L+C)/3; the plain mean of TP when nothing traded. For the average since the
/// start of a session see <see cref="AnchoredVwap"/>; <see cref="Vwma"/> weighs closes.
/// </remarks>
[Kernel("vwap")]
public sealed record Vwap(int Period = 20) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["vwap"];

    public override int Warmup { get; } = AtLeast(1, Period) - 1;

    internal override Series[] Define(SeriesPlan bars) => [Vwma.Weigh(bars.TypicalPrice(), bars.Volume, Period)];
}
