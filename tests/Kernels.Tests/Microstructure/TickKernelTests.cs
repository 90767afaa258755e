using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class TickKernelTests
{
    [Fact]
    public void Every_microstructure_kernel_has_its_contract_test()
    {
        var tested = typeof(MicrostructureContract).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(MicrostructureContract)))
            .Select(type => type.Name)
            .ToHashSet();
        Assert.NotEmpty(KernelCatalogue<IMicrostructure>.All);
        Assert.All(
            KernelCatalogue<IMicrostructure>.All,
            entry => Assert.Contains(entry.Value.GetType().Name + "Tests", tested));
    }

    [Fact]
    public void Equal_options_are_equal_kernels()
    {
        Assert.Equal(new KyleLambda(200), KernelCatalogue<IMicrostructure>.Get("kyle_lambda"));
        Assert.NotEqual(new KyleLambda(200), new KyleLambda(100));
    }

    [Fact]
    public void An_option_out_of_range_is_refused_by_its_name()
    {
        Assert.Equal("Period", Assert.Throws<ArgumentOutOfRangeException>(() => new KyleLambda(1)).ParamName);
        Assert.Equal("Period", Assert.Throws<ArgumentOutOfRangeException>(() => new Amihud(0)).ParamName);
        Assert.Equal("After", Assert.Throws<ArgumentOutOfRangeException>(() => new PriceImpact(5, 0)).ParamName);
    }
}
