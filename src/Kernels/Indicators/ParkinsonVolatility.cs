using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Realised volatility from highs and lows, per bar: about five times as efficient as closes, blind to gaps. First
/// value at row Period − 1.
/// </summary>
/// <remarks>
/// √(Σ ln(H/L)² / (4·ln 2·Period)) over Period bars; 0 for a bar whose prices are not positive. Not annualised.
/// Parkinson 1980.
/// </remarks>
[Kernel("volatility_parkinson")]
public sealed record ParkinsonVolatility(int Period = 20) : Indicator
{
    private const double PerSquare = 0.36067376022224085; // 1/(4·ln 2)

    public override IReadOnlyList<string> Outputs => ["volatility_parkinson"];

    public override int Warmup { get; } = AtLeast(1, Period) - 1;

    internal override Series[] Define(SeriesPlan bars)
    {
        Series range = LogReturn.Between(bars.Low, bars.High);
        return [Series.Map(new Root(), (range * range).Mean(Period))];
    }

    private readonly record struct Root : IPointwise
    {
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = T.Sqrt(x[0] * PerSquare);
    }
}
