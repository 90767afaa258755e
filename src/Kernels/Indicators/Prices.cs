using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Prices that are made of one bar and the one before, which several indicators read.</summary>
internal static class Prices
{
    /// <summary>(H + L + C)/3.</summary>
    public static Series TypicalPrice(this SeriesPlan bars) => (bars.High + bars.Low + bars.Close) * (1.0 / 3.0);

    /// <summary>max(H − L, |H − C'|, |L − C'|), C' the close before: from row 1 on. Wilder 1978.</summary>
    public static Series TrueRange(this SeriesPlan bars) =>
        Series.Map(new Reach(), bars.High, bars.Low, bars.Close.Back(1));

    private readonly record struct Reach : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T high = x[0], low = x[1], before = x[2];
            y[0] = T.Max(high - low, T.Max(T.Abs(high - before), T.Abs(low - before)));
        }
    }
}
