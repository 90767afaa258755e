using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Ichimoku lines, in price units. First values at row SpanB − 1. Hosoda 1969.</summary>
/// <remarks>
/// Each line is the middle (HH + LL)/2 of its own last bars; span A the mean of conversion and base; cloud = span A −
/// span B, positive when bullish. Nothing is displaced: a chart draws the spans 26 bars ahead and the lagging line 26
/// bars back, a corpus may not; row t holds what is known at t.
/// </remarks>
[Kernel("ichimoku")]
public sealed record Ichimoku(int Conversion = 9, int Base = 26, int SpanB = 52) : Indicator
{
    public override IReadOnlyList<string> Outputs =>
        ["ichimoku_conversion", "ichimoku_base", "ichimoku_span_a", "ichimoku_span_b", "ichimoku_cloud"];

    public override int Warmup { get; } = AtLeast(AtLeast(AtLeast(1, Conversion), Base), SpanB) - 1;

    internal override Series[] Define(SeriesPlan bars)
    {
        Series conversion = Middle(bars, Conversion), middle = Middle(bars, Base), spanB = Middle(bars, SpanB);
        Series spanA = (conversion + middle) * 0.5;
        return [conversion, middle, spanA, spanB, spanA - spanB];
    }

    private static Series Middle(SeriesPlan bars, int rows) =>
        (bars.High.Highest(rows) + bars.Low.Lowest(rows)) * 0.5;
}
