using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>eˣ for x ≤ 0, the same bits one by one and four at a time, on every machine: built from fma alone.</summary>
/// <remarks>
/// x = k·ln 2 + r with |r| ≤ ½·ln 2; eʳ by its series to r¹³ (the rest is below 5e-18), times 2ᵏ. Within two units in
/// the last place. 0 below −708, where results would lose digits; 1 at 0; NaN stays NaN.
/// </remarks>
internal static class Decay
{
    // Added to k, puts it, with the exponent's bias of 1023, into the lowest bits of the mantissa.
    private const double Shift = (1L << 52) + (1L << 51) + 1023;
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts: the first has its last 20 bits zero, so that k times it is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    private static readonly double[] s_series = [.. Enumerable.Range(0, 14).Select(InverseFactorial)];

    public static T Exp<T>(T x)
        where T : struct, ILane<T>
    {
        T shifted = T.Fma(x, Log2E, Shift);
        T k = shifted - Shift;
        T r = T.Fma(k, -Ln2Low, T.Fma(k, -Ln2High, x));
        T series = s_series[13];
        for (int n = 12; n >= 0; n--) series = T.Fma(series, r, s_series[n]);
        return T.IfGreater(-708, x, 0, series * PowerOfTwo(shifted));
    }

    private static T PowerOfTwo<T>(T shifted)
        where T : struct, ILane<T> => T.Width == 1
        ? Unsafe.BitCast<long, T>(Unsafe.BitCast<T, long>(shifted) << 52)
        : Unsafe.BitCast<Vector256<long>, T>(Unsafe.BitCast<T, Vector256<long>>(shifted) << 52);

    private static double InverseFactorial(int n) => 1 / Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);
}
