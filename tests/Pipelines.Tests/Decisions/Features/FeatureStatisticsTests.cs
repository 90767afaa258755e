using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Decisions.Features;

namespace Tauric.Pipelines.Tests.Decisions.Features;

public sealed class FeatureStatisticsTests
{
    [Fact]
    public void A_ramp_is_scaled_as_the_methods_say()
    {
        FeatureStatistics ramp = FeatureStatistics.Of([.. Enumerable.Range(0, 101).Select(i => (double)i)])!;
        Assert.Equal((101, 0, 50, 100, 50), (ramp.Count, ramp.Minimum, ramp.Median, ramp.Maximum, ramp.QuartileRange));
        Assert.Equal(7, ramp.Scale("none", 7));
        Assert.Equal(0.25, ramp.Scale("robust", 62.5));
        Assert.Equal(1.5, ramp.Scale("minmax", 150));
        Assert.Equal(0.123, ramp.Scale("rank", 12.3), 1e-12);
        Assert.Equal((0, 1), (ramp.Scale("rank", -5), ramp.Scale("rank", 500)));
        Assert.Equal(1, ramp.Scale("zscore", 50 + Math.Sqrt(101 * 102 / 12.0)), 1e-12);
        Assert.Throws<ArgumentException>(() => ramp.Scale("log", 1));
    }

    [Fact]
    public void Without_spread_everything_is_0_and_what_is_not_known_stays_so()
    {
        FeatureStatistics flat = FeatureStatistics.Of([.. Enumerable.Repeat(3.3, 30)])!;
        Assert.All(["zscore", "robust", "minmax"], method => Assert.Equal(0, flat.Scale(method, 3.3)));
        Assert.All(FeatureStatistics.Methods, method => Assert.True(double.IsNaN(flat.Scale(method, double.NaN))));
        Assert.Null(FeatureStatistics.Of(new double[FeatureStatistics.CountMin - 1]));
    }

    [Fact]
    public void Scaling_keeps_the_order_and_ranks_lie_between_0_and_1()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = CounterRandom.For(seed, "scale");
            double[] values = new double[20 + random.NextInt(80)];
            foreach (ref double value in values.AsSpan()) value = Math.Round(random.NextNormal() * 3);
            FeatureStatistics of = FeatureStatistics.Of([.. values])!;
            double low = random.NextNormal() * 4, high = low + random.NextUniform();
            return FeatureStatistics.Methods.All(method => of.Scale(method, low) <= of.Scale(method, high))
                && of.Scale("rank", low) is >= 0 and <= 1;
        }).Holds();
    }
}
