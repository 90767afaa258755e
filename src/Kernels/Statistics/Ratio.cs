namespace Tauric.Kernels.Statistics;

/// <summary>
/// The one decision about degenerate cases: a quotient whose denominator is zero is 0, as in TA-Lib. So RSI, %K, %R,
/// MFI and CCI of a flat market are 0, and a volume ratio without volume is 0.
/// </summary>
/// <remarks>
/// Zero means exactly zero. TA-Lib asks for "below 1e-8" (RSI) or "below 1" (MFI): thresholds in price units,
/// which silence an instrument quoted in fractions of a cent.
/// </remarks>
public static class Ratio
{
    public static double Of(double numerator, double denominator) => denominator == 0 ? 0 : numerator / denominator;
}
