using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Average directional movement rating, 0 to 100. First value at row 3·Period − 2. Wilder 1978.</summary>
/// <remarks>Mean of <see cref="Adx"/> now and Period − 1 rows ago. TA-Lib ADXR. Period at most 64.</remarks>
[Kernel("adxr")]
public sealed record Adxr(int Period = 14) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["adxr"];

    public override int Warmup { get; } = (3 * AtLeast(2, Period)) - 2;

    internal override Series[] Define(SeriesPlan bars)
    {
        Series adx = new Adx(Period).Define(bars)[0];
        return [(adx + adx.Back(Period - 1)) * 0.5];
    }
}
