using Tauric.Engine;
using Tauric.Kernels.Fuzzy;
using Tauric.Kernels.Patterns;

namespace Tauric.Kernels.Tests.Patterns;

public sealed class PatternTests
{
    private static readonly Track Rise = new("price", 1, 2);

    [Fact]
    public void Plain_values_make_a_pattern()
    {
        var pattern = new Pattern("bullish", [Rise, new("volume", 0, 1)], norm: "product", threshold: 0.8);
        Assert.Equal(new Product(), pattern.Norm);
        Assert.Equal(2, pattern.Segments);
        Assert.True(pattern.IsSeen(0.8));
        Assert.False(pattern.IsSeen(0.79));
        Assert.False(pattern.IsSeen(double.NaN));
    }

    [Fact]
    public void What_is_wrong_with_one_is_said()
    {
        Refused("no name", () => new("", [Rise]));
        Refused("no tracks", () => new("x", []));
        Refused("different numbers", () => new("x", [Rise, new("volume", 1)]));
        Refused("two tracks", () => new("x", [Rise, Rise]));
        Refused("'minimun'", () => new("x", [Rise], norm: "minimun"));
        Refused("threshold", () => new("x", [Rise], threshold: 0));
        Refused("threshold", () => new("x", [Rise], threshold: double.NaN));
    }

    private static void Refused(string why, Func<Pattern> define) =>
        Assert.Contains(why, Assert.Throws<PlanException>(define).Message, StringComparison.Ordinal);
}
