using Tauric.Engine;
using Tauric.Kernels.Indicators;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Tests.Indicators;

namespace Tauric.Kernels.Tests;

public sealed class KernelCatalogueTests
{
    [Fact]
    public void Finds_every_indicator_sorted_by_name()
    {
        string[] names = [.. KernelCatalogue<IIndicator>.All.Select(entry => entry.Key)];
        int types = typeof(IIndicator).Assembly.GetTypes()
            .Count(type => type.IsAssignableTo(typeof(IIndicator)) && !type.IsAbstract);
        Assert.Equal(types, names.Length);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void Gives_an_indicator_with_its_default_options() =>
        Assert.Equal(new Rsi(14), KernelCatalogue<IIndicator>.Get("rsi"));

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var error = Assert.Throws<PlanException>(() => KernelCatalogue<IIndicator>.Get("rsj"));
        Assert.Contains("rsi", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_given_twice_is_refused()
    {
        var error = Assert.Throws<BugException>(
            () => KernelCatalogue<IIndicator>.Find([typeof(Rsi), typeof(Impostor)]));
        Assert.Contains("'rsi'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_indicator_has_its_contract_test()
    {
        var tested = typeof(IndicatorContract).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(IndicatorContract)))
            .Select(type => type.Name)
            .ToHashSet();
        var indicators = KernelCatalogue<IIndicator>.All.Select(entry => entry.Value.GetType().Name);
        Assert.All(indicators, name => Assert.Contains(name + "Tests", tested));
    }

    [Kernel("rsi")]
    private sealed record Impostor : Indicator
    {
        public override IReadOnlyList<string> Outputs => ["impostor"];

        public override int Warmup => 0;

        internal override Series[] Define(SeriesPlan bars) => [bars.Close];
    }
}
