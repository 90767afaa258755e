using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Relative strength index of the close, 0 to 100. First value at row Period. Wilder 1978.</summary>
/// <remarks>
/// 100·G/(G+L), G and L Wilder means of rises and falls of the close, seeded by their first Period values.
/// 0 while the close has never moved. TA-Lib RSI.
/// </remarks>
[Kernel("rsi")]
public sealed record Rsi(int Period = 14) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["rsi"];

    public override int Warmup { get; } = AtLeast(1, Period);

    internal override Series[] Define(SeriesPlan bars) =>
        [Series.Follow(new Strength(Period, 1.0 / Period), bars.Close - bars.Close.Back(1))];

    private readonly record struct Strength(int Period, double Weight) : IRecurrence
    {
        public int Warmup => Period - 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T change = x[0];
            T gain = SeededMean.Next(ref state.A, T.Max(change, 0), t, Period, Weight);
            T loss = SeededMean.Next(ref state.B, T.Max(-change, 0), t, Period, Weight);
            y[0] = Ratio.Of(gain * 100, gain + loss);
        }
    }
}
