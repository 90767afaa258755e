using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Ichimoku lines, in price units. First values at row SpanB − 1. Hosoda 1969.</summary>
/// <remarks>
/// Each line is the middle (HH + LL)/2 of its own last bars; span A the mean of conversion and base; cloud = span A −
/// span B, positive when bullish. Nothing is displaced: a chart draws the spans 26 bars ahead and the lagging line 26
/// bars back, a corpus may not; row t holds what is known at t.
/// </remarks>
[Kernel("ichimoku")]
public sealed record Ichimoku(int Conversion = 9, int Base = 26, int SpanB = 52) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs =>
        ["ichimoku_conversion", "ichimoku_base", "ichimoku_span_a", "ichimoku_span_b", "ichimoku_cloud"];

    public override int Width { get; } = AtLeast(AtLeast(AtLeast(1, Conversion), Base), SpanB);

    protected override void At(in Bars window, Span<double> row)
    {
        row[0] = Middle(window, Conversion);
        row[1] = Middle(window, Base);
        row[2] = (row[0] + row[1]) * 0.5;
        row[3] = Middle(window, SpanB);
        row[4] = row[2] - row[3];
    }

    private static double Middle(in Bars window, int bars) =>
        (WindowTree.Max(window.High[^bars..]) + WindowTree.Min(window.Low[^bars..])) * 0.5;
}
