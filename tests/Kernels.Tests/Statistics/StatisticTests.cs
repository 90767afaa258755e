using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class StatisticTests
{
    [Fact]
    public void Every_statistic_has_its_contract_test()
    {
        var tested = typeof(StatisticContract).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(StatisticContract)))
            .Select(type => type.Name)
            .ToHashSet();
        Assert.NotEmpty(KernelCatalogue<IStatistic>.All);
        Assert.All(
            KernelCatalogue<IStatistic>.All, entry => Assert.Contains(entry.Value.GetType().Name + "Tests", tested));
    }

    [Fact]
    public void Equal_options_are_equal_statistics()
    {
        Assert.Equal(new ExactQuantile(0.5), KernelCatalogue<IStatistic>.Get("quantile"));
        Assert.NotEqual(new ExactQuantile(0.5), new ExactQuantile(0.25));
    }

    [Fact]
    public void An_option_out_of_range_is_refused_by_its_name()
    {
        Assert.Equal("Share", Assert.Throws<ArgumentOutOfRangeException>(() => new ExactQuantile(1.5)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SketchedQuantile(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MutualInformation(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InformationGain(33));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Psi(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Psi(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ewma(0.5));
    }
}
