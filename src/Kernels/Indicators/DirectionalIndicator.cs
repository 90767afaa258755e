using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Plus and minus directional indicator, 0 to 100: how much of the true range went up, or down. First values at row
/// Period. Wilder 1978.
/// </summary>
/// <remarks>
/// 100·(smoothed directional movement)/(smoothed true range), 0 without a range. As in TA-Lib PLUS_DI and MINUS_DI all
/// three are seeded by Period − 1 bars.
/// </remarks>
[Kernel("di")]
public sealed record DirectionalIndicator(int Period = 14) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["plus_di", "minus_di"];

    public override int Warmup { get; } = AtLeast(2, Period);

    internal override Series[] Define(SeriesPlan bars)
    {
        Series[] moves = Adx.DirectionalMovements(bars);
        return Series.FollowAll(new Shares(Period, 1.0 / Period), moves[0], moves[1], bars.TrueRange());
    }

    private readonly record struct Shares(int Period, double Weight) : IRecurrence
    {
        public static int Outputs => 2;

        public int Warmup => Period - 1;

        public void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            double keep = t + 1 < Period ? 1 : 1 - Weight;
            T up = state.A = T.Fma(keep, state.A, x[0] * Weight);
            T down = state.B = T.Fma(keep, state.B, x[1] * Weight);
            T range = state.C = T.Fma(keep, state.C, x[2] * Weight);
            y[0] = Ratio.Of(up * 100, range);
            y[1] = Ratio.Of(down * 100, range);
        }
    }
}
