namespace Tauric.Kernels.Statistics;

/// <summary>Natural logarithm and exponential of one definition: the same bits on every machine and device.</summary>
/// <remarks>
/// Math.Log and Math.Exp are the platform's own and differ by units in the last place. These are polynomials of fused
/// multiply-adds after the classic reductions (Muller, Elementary Functions, 2016): within 2 units in the last place.
/// </remarks>
internal static class NaturalLog
{
    // ln 2 in two pieces: the first has 21 trailing zero bits, so that k·High is exact for every exponent k.
    private const double High = 0.693147180369123816490;
    private const double Low = 1.90821492927058770002e-10;

    /// <param name="x">Positive, finite and normal.</param>
    public static double Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        long exponent = (bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > 1.4142135623730951) (m, exponent) = (0.5 * m, exponent + 1);
        // ln m = 2·artanh(s) = 2s·(1 + s²/3 + s⁴/5 + …), |s| ≤ 0.172.
        double s = (m - 1) / (m + 1), square = s * s, sum = 1.0 / 23;
        for (int odd = 21; odd >= 3; odd -= 2) sum = Math.FusedMultiplyAdd(sum, square, 1.0 / odd);
        double tail = Math.FusedMultiplyAdd(exponent, Low, 2 * s * square * sum);
        return Math.FusedMultiplyAdd(exponent, High, (2 * s) + tail);
    }

    /// <summary>e to the power of <paramref name="x"/>.</summary>
    /// <param name="x">At most 700; below −700 the answer is 0.</param>
    public static double Exp(double x)
    {
        if (x < -700) return 0;
        double k = Math.Round(x * 1.4426950408889634);
        double r = Math.FusedMultiplyAdd(-k, Low, Math.FusedMultiplyAdd(-k, High, x)), sum = 1;
        // Taylor in Horner's form; |r| ≤ ln 2 / 2, the first term left out is below 2⁻⁵⁸.
        for (int n = 14; n >= 1; n--) sum = Math.FusedMultiplyAdd(sum, r / n, 1);
        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }
}
