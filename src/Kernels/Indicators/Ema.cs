using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>What an exponential mean starts from.</summary>
public enum EmaSeed
{
    /// <summary>The mean of the first Period values, at row Period − 1: TA-Lib's classic.</summary>
    Mean,

    /// <summary>The first value, at row 0: Metastock's, and pandas' <c>ewm(adjust=False)</c>.</summary>
    First,
}

/// <summary>Exponential moving average. Unit of its column; first value at row Period − 1.</summary>
/// <remarks>
/// From the seed on y ← fma(1−a, y, a·x), a = 2/(Period+1). TA-Lib EMA, which writes its Metastock
/// form only from row Period − 1 on; seeded by the first value, ours starts at row 0.
/// </remarks>
[Kernel("ema")]
public sealed record Ema(int Period = 12, BarColumn Of = BarColumn.Close, EmaSeed Seed = EmaSeed.Mean) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["ema"];

    public override int Warmup { get; } = Math.Min(AtLeast(1, Period), SeedRows(Period, Seed)) - 1;

    internal override Series[] Define(SeriesPlan bars) =>
        [Series.Follow(new Exponential(SeedRows(Period, Seed), 2.0 / (Period + 1)), bars[Of])];

    private static int SeedRows(int period, EmaSeed seed) => seed == EmaSeed.First ? 1 : period;
}
