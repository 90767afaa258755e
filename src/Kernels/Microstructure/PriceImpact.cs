namespace Tauric.Kernels.Microstructure;

/// <summary>
/// How far the mid has lately followed trades, in basis points: the mean of 2·side·(mid after − mid before)/mid before,
/// over the sided trades of a window. First value at row Period − 1 + After; 0 while there is none.
/// </summary>
/// <remarks>
/// Only trades that are already <paramref name="After"/> events old count, so it is a feature; a single trade's own
/// impact is a <see cref="TradeOutcome"/>. Sides by the quote rule. Huang and Stoll 1996: effective spread = realised
/// spread + price impact, hence the 2.
/// </remarks>
/// <param name="Period">Trades' events in the window.</param>
/// <param name="After">Events from a trade to the mid it is measured by.</param>
[Kernel("price_impact")]
public sealed record PriceImpact(int Period = 200, int After = 10) : FlowKernel(Period)
{
    private static readonly string[] Names = ["price_impact_bps"];

    public int After { get; } = AtLeast(1, After);

    public override IReadOnlyList<string> Outputs => Names;

    protected override int Lag => After;

    protected override int Terms => 2;

    protected override void Add(in Ticks ticks, int row, Span<double> terms)
    {
        int sign = ticks.QuoteSign(row - After);
        double before = ticks.Mid(row - After);
        terms[0] = 2e4 * sign * (ticks.Mid(row) - before) / before;
        terms[1] = Math.Abs(sign);
    }

    protected override double Value(ReadOnlySpan<double> sums) => Statistics.Ratio.Of(sums[0], sums[1]);
}
