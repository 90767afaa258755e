namespace Tauric.Kernels.Microstructure;

/// <summary>
/// Order-flow imbalance: how much size the last events added to the bid and took from the ask, less the reverse, in
/// shares or contracts. First value at row Period.
/// </summary>
/// <remarks>
/// Σeₙ over the last Period events, with the best prices b, a and their sizes qᵇ, qᵃ:
/// eₙ = 1{bₙ ≥ bₙ₋₁}·qᵇₙ − 1{bₙ ≤ bₙ₋₁}·qᵇₙ₋₁ − 1{aₙ ≤ aₙ₋₁}·qᵃₙ + 1{aₙ ≥ aₙ₋₁}·qᵃₙ₋₁
/// (Cont, Kukanov and Stoikov 2014).
/// </remarks>
[Kernel("order_flow_imbalance")]
public sealed record OrderFlowImbalance(int Period = 50) : FlowKernel(Period)
{
    private static readonly string[] Names = ["order_flow_imbalance"];

    public override IReadOnlyList<string> Outputs => Names;

    protected override int Lag => 1;

    protected override int Terms => 1;

    protected override void Add(in Ticks ticks, int row, Span<double> terms)
    {
        int before = row - 1;
        double bidNow = ticks.Bid[row] >= ticks.Bid[before] ? ticks.BidSize[row] : 0;
        double bidBefore = ticks.Bid[row] <= ticks.Bid[before] ? ticks.BidSize[before] : 0;
        double askNow = ticks.Ask[row] <= ticks.Ask[before] ? ticks.AskSize[row] : 0;
        double askBefore = ticks.Ask[row] >= ticks.Ask[before] ? ticks.AskSize[before] : 0;
        terms[0] = bidNow - bidBefore - (askNow - askBefore);
    }

    protected override double Value(ReadOnlySpan<double> sums) => sums[0];
}
