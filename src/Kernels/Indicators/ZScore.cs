using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>How many standard deviations the close is from its mean. First value at row Period − 1.</summary>
/// <remarks>Mean and population standard deviation over the last Period bars, this one included; 0 when flat.</remarks>
[Kernel("zscore")]
public sealed record ZScore(int Period = 75) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["zscore"];

    public override int Warmup { get; } = AtLeast(2, Period) - 1;

    internal override Series[] Define(SeriesPlan bars) => [Series.Map(
        new Score(1.0 / Period), bars.Close, bars.Close.Mean(Period), bars.Close.Squares(Period))];

    private readonly record struct Score(double PerBar) : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T close = x[0], mean = x[1], deviation = T.Sqrt(x[2] * PerBar);
            y[0] = Ratio.OfSpread(close - mean, deviation, mean);
        }
    }
}
