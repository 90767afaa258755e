using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Statistics;
using Tauric.Kernels.Tests.Indicators;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class WindowTreeTests
{
    private static readonly double[] Walk = BarSeries.RandomWalk(seed: 3, rows: 300).Close;

    [Fact]
    public void Agrees_with_decimal_arithmetic_for_every_width()
    {
        for (int width = 2; width <= 200; width++)
        {
            double[] window = Walk[^width..];
            decimal sum = window.Sum(x => (decimal)x), mean = sum / width;
            decimal squares = window.Sum(x => ((decimal)x - mean) * ((decimal)x - mean));
            Moments moments = WindowTree.Moments(window);
            Assert.Equal((double)sum, WindowTree.Sum(window), 1e-13 * (double)sum);
            Assert.Equal((double)sum, moments.Sum, 1e-13 * (double)sum);
            Assert.Equal((double)squares, moments.Squares, 1e-11 * (double)squares);
        }
    }

    /// <summary>The shape later drivers rely on: blocks of powers of two, doubled along time, largest newest.</summary>
    [Fact]
    public void Is_the_tree_that_doubling_along_time_gives()
    {
        double[] s1 = Walk, s2 = Doubled(s1, 1), s4 = Doubled(s2, 2), s8 = Doubled(s4, 4), s16 = Doubled(s8, 8);
        for (int t = 50; t < Walk.Length; t++)
        {
            Assert.Equal(s16[t] + s4[t - 16], WindowTree.Sum(Walk.AsSpan(t - 19, 20)));
            Assert.Equal(s16[t] + s16[t - 16] + s16[t - 32] + s2[t - 48], WindowTree.Sum(Walk.AsSpan(t - 49, 50)));
        }
    }

    [Fact]
    public void A_flat_window_of_20_has_exactly_no_spread() =>
        Assert.Equal(0, WindowTree.Moments([.. Enumerable.Repeat(100.1, 20)]).PopulationDeviation);

    [Fact]
    public void Max_and_min_are_those_of_the_window()
    {
        var windows = ArbMap.Default.ArbFor<NonEmptyArray<NormalFloat>>();
        Prop.ForAll(windows, window =>
        {
            double[] values = [.. window.Get.Select(x => x.Get)];
            return WindowTree.Max(values) == values.Max() && WindowTree.Min(values) == values.Min();
        }).Holds();
    }

    [Fact]
    public void An_empty_window_is_refused() => Assert.Throws<ArgumentException>(() => WindowTree.Sum([]));

    private static double[] Doubled(double[] level, int lag) =>
        [.. level.Select((value, t) => t < lag ? double.NaN : value + level[t - lag])];
}
