using Tauric.Kernels.Lanes;

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
    // Rounding of a mean leaves a flat window a spread of 1e-16 of its level; a real one-tick move is above 1e-9.
    private const double FlatSpread = 1e-12;

    public static double Of(double numerator, double denominator) => Of<ScalarLane>(numerator, denominator);

    /// <summary>
    /// The quotient by a spread (a deviation) of values around a level; 0 when the spread is only rounding.
    /// </summary>
    public static double OfSpread(double numerator, double spread, double level) =>
        OfSpread<ScalarLane>(numerator, spread, level);

    internal static T Of<T>(T numerator, T denominator)
        where T : struct, ILane<T> => T.IfEqual(denominator, 0, 0, numerator / denominator);

    internal static T OfSpread<T>(T numerator, T spread, T level)
        where T : struct, ILane<T> => T.IfGreater(spread, T.Abs(level) * FlatSpread, numerator / spread, 0);
}
