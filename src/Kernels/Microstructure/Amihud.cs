namespace Tauric.Kernels.Microstructure;

/// <summary>
/// Amihud's illiquidity: the mean of |return| per unit of currency traded, over the trades among the last Period
/// events. First value at row Period; 0 while there is none.
/// </summary>
/// <remarks>
/// |pₙ/pₙ₋₁ − 1| / (pₙ·sizeₙ) of each trade. Amihud 2002 has days for events: give it bars as ticks for that. Often
/// printed times a million.
/// </remarks>
[Kernel("amihud")]
public sealed record Amihud(int Period = 50) : FlowKernel(Period)
{
    private static readonly string[] Names = ["amihud"];

    public override IReadOnlyList<string> Outputs => Names;

    protected override int Lag => 1;

    protected override int Terms => 2;

    protected override void Add(in Ticks ticks, int row, Span<double> terms)
    {
        double price = ticks.TradePrice[row], traded = price * ticks.TradeSize[row];
        terms[0] = Statistics.Ratio.Of(Math.Abs((price / ticks.TradePrice[row - 1]) - 1), traded);
        terms[1] = traded > 0 ? 1 : 0;
    }

    protected override double Value(ReadOnlySpan<double> sums) => Statistics.Ratio.Of(sums[0], sums[1]);
}
