using Tauric.Kernels.Patterns;

namespace Tauric.Kernels.Tests.Patterns;

public sealed class NamedPatternsTests
{
    /// <summary>Changes of price, volume and momentum over three segments that each is made for.</summary>
    public static TheoryData<string, double[], double[], double[]> Made => new()
    {
        { "price_rises_then_drops", [1.5, 0, -2], [0, 0, 0], [0, 0, 0] },
        { "volume_surge_pattern", [0.5, 0.5, 0.5], [-0.5, 0.5, 3], [0, 0, 0] },
        { "momentum_divergence", [1, 0.5, 1.5], [0, 0, 0], [0, -1, -2] },
        { "reversal_pattern", [-2, 0, 2], [0, 0, 0], [0, 0, 0] },
        { "breakout_pattern", [0, 0, 2.5], [0, 0, 0], [0, 0, 0] },
        { "consolidation_pattern", [0, 0, 0], [0, 0, 0], [0, 0, 0] },
    };

    [Fact]
    public void There_are_six_over_ten_bars()
    {
        Assert.Equal(Made.Select(row => row.Data.Item1), NamedPatterns.All.Select(pattern => pattern.Name));
        Assert.All(NamedPatterns.All, pattern => Assert.Equal(10, new Segments().Window(pattern.Segments)));
    }

    [Theory]
    [MemberData(nameof(Made))]
    public void Each_is_seen_alone_where_it_is_meant(string name, double[] price, double[] volume, double[] momentum)
    {
        var matcher = new PatternMatcher(NamedPatterns.All);
        double[] scale = [.. Enumerable.Repeat(1.0, 10)];
        double[] columns = [.. Bars(price), .. scale, .. Bars(volume), .. scale, .. Bars(momentum), .. scale];
        var scores = new double[60];
        matcher.Match(columns, scores);
        Assert.Equal([NamedPatterns.Price, NamedPatterns.Volume, NamedPatterns.Momentum], matcher.Series);
        Assert.Equal([name], NamedPatterns.All.Where((p, i) => p.IsSeen(scores[(i * 10) + 9])).Select(p => p.Name));
        Assert.Equal(1, scores[(NamedPatterns.All.ToList().FindIndex(p => p.Name == name) * 10) + 9]);
    }

    /// <summary>Ten bars whose segments change so much.</summary>
    private static double[] Bars(double[] changes)
    {
        double a = changes[0], b = a + changes[1], c = b + changes[2];
        return [0, 9, 9, a, 9, 9, b, 9, 9, c];
    }
}
