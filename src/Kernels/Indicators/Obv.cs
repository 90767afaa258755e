using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>On-balance volume, in units of volume. No warm-up. Granville 1963.</summary>
/// <remarks>
/// Starts at the first bar's volume; adds volume when the close rises, takes it when it falls. TA-Lib OBV.
/// </remarks>
[Kernel("obv")]
public sealed record Obv : Indicator
{
    public override IReadOnlyList<string> Outputs => ["obv"];

    public override int Warmup => 0;

    internal override Series[] Define(SeriesPlan bars) => [Series.Follow(new Balance(), bars.Close, bars.Volume)];

    private readonly record struct Balance : IRecurrence
    {
        public int Warmup => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T close = x[0], volume = x[1], before = state.A;
            T signed = T.IfGreater(close, before, volume, T.IfGreater(before, close, -volume, 0));
            state.A = close;
            state.B += t == 0 ? volume : signed;
            y[0] = state.B;
        }
    }
}
