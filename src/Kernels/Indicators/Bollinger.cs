using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Bollinger bands of the close, in price units. First values at row Period − 1.</summary>
/// <remarks>
/// Mean ± Deviations · population standard deviation (÷ Period) over Period bars. TA-Lib BBANDS; pandas' <c>std</c>
/// divides by Period − 1 and gives wider bands.
/// </remarks>
[Kernel("bollinger")]
public sealed record Bollinger(int Period = 20, double Deviations = 2) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["bollinger_upper", "bollinger_middle", "bollinger_lower"];

    public override int Warmup { get; } = AtLeast(2, Period) - 1;

    internal override Series[] Define(SeriesPlan bars) => Series.MapAll(
        new Bands(1.0 / Period, Deviations), bars.Close.Mean(Period), bars.Close.Squares(Period));

    private readonly record struct Bands(double PerBar, double Deviations) : IPointwise
    {
        public static int Outputs => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T mean = x[0], deviation = T.Sqrt(x[1] * PerBar);
            y[0] = T.Fma(Deviations, deviation, mean);
            y[1] = mean;
            y[2] = T.Fma(-Deviations, deviation, mean);
        }
    }
}
