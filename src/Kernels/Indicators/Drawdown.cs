using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>How far the close is below its highest since the first bar: a fraction, 0 to −1. No warm-up.</summary>
/// <remarks>(C − P)/P, P the running maximum of the close; 0 while that is 0. Meant for positive prices.</remarks>
[Kernel("drawdown")]
public sealed record Drawdown : Indicator
{
    public override IReadOnlyList<string> Outputs => ["drawdown"];

    public override int Warmup => 0;

    internal override Series[] Define(SeriesPlan bars) => [Series.Follow(new Fall(), bars.Close)];

    private readonly record struct Fall : IRecurrence
    {
        public int Warmup => 0;

        public void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T close = x[0];
            T peak = state.A = t == 0 ? close : T.Max(state.A, close);
            y[0] = Ratio.Of(close - peak, peak);
        }
    }
}
