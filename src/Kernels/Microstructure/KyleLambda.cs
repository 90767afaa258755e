namespace Tauric.Kernels.Microstructure;

/// <summary>
/// Kyle's lambda: how far the mid moves per unit of signed volume, in currency per share or contract. First value at
/// row Period; 0 while the flow does not vary.
/// </summary>
/// <remarks>
/// Least squares with intercept over the last Period events: mid(n) − mid(n−1) on sign·size of the trade at n−1, whose
/// quote is the one before it; sides by the quote rule, so a trade at the mid counts 0. Kyle 1985, estimated as in
/// Hasbrouck 2009. λ·size is the usual estimate of an order's impact.
/// </remarks>
[Kernel("kyle_lambda")]
public sealed record KyleLambda(int Period = 200) : FlowKernel(AtLeast(2, Period))
{
    // A sum of squares that differs from its mean's only by rounding does not vary.
    private const double FlatFlow = 1e-12;

    private static readonly string[] Names = ["kyle_lambda"];

    public override IReadOnlyList<string> Outputs => Names;

    protected override int Lag => 1;

    protected override int Terms => 4;

    protected override void Add(in Ticks ticks, int row, Span<double> terms)
    {
        double flow = ticks.QuoteSign(row - 1) * ticks.TradeSize[row - 1];
        double move = ticks.Mid(row) - ticks.Mid(row - 1);
        (terms[0], terms[1], terms[2], terms[3]) = (flow, move, flow * flow, flow * move);
    }

    protected override double Value(ReadOnlySpan<double> sums)
    {
        double squares = Period * sums[2];
        double varied = Math.FusedMultiplyAdd(-sums[0], sums[0], squares);
        double together = Math.FusedMultiplyAdd(-sums[0], sums[1], Period * sums[3]);
        return varied <= FlatFlow * squares ? 0 : together / varied;
    }
}
