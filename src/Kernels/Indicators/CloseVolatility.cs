using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Realised volatility from closes: standard deviation of log returns. Per bar; times √252 it is annual for daily bars.
/// First value at row Period.
/// </summary>
/// <remarks>
/// √(Σ(r − r̄)²/(Period − 1)) over the last Period returns r = ln(C/C'); see <see cref="LogReturn"/> for prices that
/// are not positive. Not annualised: a bar does not say how long it is.
/// </remarks>
[Kernel("volatility_close")]
public sealed record CloseVolatility(int Period = 20) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["volatility_close"];

    public override int Warmup { get; } = AtLeast(2, Period);

    internal override Series[] Define(SeriesPlan bars)
    {
        Series returns = LogReturn.Between(bars.Close.Back(1), bars.Close);
        return [Series.Map(new Deviation(1.0 / (Period - 1)), returns.Squares(Period))];
    }

    private readonly record struct Deviation(double PerDegree) : IPointwise
    {
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = T.Sqrt(x[0] * PerDegree);
    }
}
