using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Indicators;

/// <summary>Average directional movement rating, 0 to 100. First value at row 3·Period − 2. Wilder 1978.</summary>
/// <remarks>Mean of <see cref="Adx"/> now and Period − 1 rows ago. TA-Lib ADXR. Period at most 64.</remarks>
[Kernel("adxr")]
public sealed record Adxr(int Period = 14) : Indicator<Adxr.State>
{
    private const int PeriodMax = 64;

    public struct State
    {
        internal Adx.State Adx;
        internal int Slot;
        internal Past Past;
    }

    /// <summary>
    /// The last Period − 1 values of ADX, a ring. All are written long before the first ADX is defined.
    /// </summary>
    [InlineArray(PeriodMax)]
    internal struct Past
    {
        private double _first;
    }

    public override IReadOnlyList<string> Outputs => ["adxr"];

    public override int Width => 2;

    public override int Warmup { get; } = Period <= PeriodMax
        ? (3 * AtLeast(2, Period)) - 2
        : throw new ArgumentOutOfRangeException(nameof(Period), Period, $"must be at most {PeriodMax}");

    public override void Step(ref State state, in Bars window, Span<double> row)
    {
        double now = Adx.Next(ref state.Adx, window, Period);
        ref double slot = ref state.Past[state.Slot];
        row[0] = (now + slot) * 0.5;
        slot = now;
        state.Slot = (state.Slot + 1) % (Period - 1);
    }
}
