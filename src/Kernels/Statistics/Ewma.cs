namespace Tauric.Kernels.Statistics;

/// <summary>Exponentially weighted mean, in the column's unit, and variance, in its square, at the last row.</summary>
/// <remarks>
/// Rows in time order, a = 2/(Span+1). Starts at the first row with variance 0; then with e = x − mean:
/// mean ← fma(a, e, mean), variance ← (1−a)·fma(a·e, e, variance) (Finch 2009; West 1979). RiskMetrics 1996 is
/// Span = 32.3 for its 0.94 of daily data.
/// </remarks>
/// <param name="Span">Rows; 1 or more, fractions allowed. Half of the weight lies in the last 0.35·(Span+1).</param>
[Kernel("ewma")]
public sealed record Ewma(double Span = 20) : Statistic
{
    private static readonly string[] Names = ["mean", "variance"];

    /// <summary>One row at a time; <c>default</c> before the first.</summary>
    public struct State
    {
        private bool _started;

        public double Mean { get; private set; }

        public double Variance { get; private set; }

        /// <param name="x">The next row.</param>
        /// <param name="span">The same in every call.</param>
        public void Push(double x, double span)
        {
            double weight = 2 / (span + 1), apart = _started ? x - Mean : 0;
            Mean = _started ? Math.FusedMultiplyAdd(weight, apart, Mean) : x;
            Variance = (1 - weight) * Math.FusedMultiplyAdd(weight * apart, apart, Variance);
            _started = true;
        }
    }

    public override IReadOnlyList<string> Outputs => Names;

    public override int RowsMin => 1;

    public double Span { get; } = Within(1, 1e9, Span);

    protected override void Of(in Samples samples, Span<double> values)
    {
        State state = default;
        foreach (double x in samples.X) state.Push(x, Span);
        (values[0], values[1]) = (state.Mean, state.Variance);
    }
}
