using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// KDJ oscillator: %K and %D 0 to 100, J = 3K − 2D may leave that range. First values at row Period − 1.
/// </summary>
/// <remarks>
/// RSV is the fast stochastic over Period bars, 0 without a range; K ← fma(1−a, K, a·RSV) with a = 1/KPeriod, D the
/// same over K with 1/DPeriod, both from 50. Not in TA-Lib; convention of the Chinese terminals and of stockstats.
/// </remarks>
[Kernel("kdj")]
public sealed record Kdj(int Period = 9, int KPeriod = 3, int DPeriod = 3) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["kdj_k", "kdj_d", "kdj_j"];

    public override int Warmup { get; } = AtLeast(1, Period) + (AtLeast(1, KPeriod) * AtLeast(1, DPeriod) * 0) - 1;

    internal override Series[] Define(SeriesPlan bars) => Series.FollowAll(
        new Smoothed(1.0 / KPeriod, 1.0 / DPeriod), Stochastic.FastK(bars, Period));

    /// <summary>Remembers distances from 50, so that zero is the seed.</summary>
    private readonly record struct Smoothed(double KWeight, double DWeight) : IRecurrence
    {
        public static int Outputs => 3;

        public int Warmup => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T k = state.A = T.Fma(1 - KWeight, state.A, (x[0] - 50) * KWeight);
            T d = state.B = T.Fma(1 - DWeight, state.B, k * DWeight);
            y[0] = k + 50;
            y[1] = d + 50;
            y[2] = T.Fma(3, k, d * -2) + 50;
        }
    }
}
