using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// KDJ oscillator: %K and %D 0 to 100, J = 3K − 2D may leave that range. First values at row Period − 1.
/// </summary>
/// <remarks>
/// RSV is the fast stochastic over Period bars, 0 without a range; K ← fma(1−a, K, a·RSV) with a = 1/KPeriod, D the
/// same over K with 1/DPeriod, both from 50. Not in TA-Lib; convention of the Chinese terminals and of stockstats.
/// </remarks>
[Kernel("kdj")]
public sealed record Kdj(int Period = 9, int KPeriod = 3, int DPeriod = 3) : Indicator<Kdj.State>
{
    private readonly double _k = 1.0 / AtLeast(1, KPeriod);
    private readonly double _d = 1.0 / AtLeast(1, DPeriod);

    /// <summary>Distances from 50, so that the default state is the seed.</summary>
    public struct State
    {
        internal double K;
        internal double D;
    }

    public override IReadOnlyList<string> Outputs => ["kdj_k", "kdj_d", "kdj_j"];

    public override int Width { get; } = AtLeast(1, Period);

    public override int Warmup => Width - 1;

    public override void Step(ref State state, in Bars window, Span<double> row)
    {
        state.K = Math.FusedMultiplyAdd(1 - _k, state.K, _k * (Stochastic.FastK(window) - 50));
        state.D = Math.FusedMultiplyAdd(1 - _d, state.D, _d * state.K);
        row[0] = state.K + 50;
        row[1] = state.D + 50;
        row[2] = Math.FusedMultiplyAdd(3, state.K, -2 * state.D) + 50;
    }
}
