using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class IMembershipTests
{
    [Fact]
    public void The_seven_families_are_found_by_name_and_have_their_contract_test()
    {
        Assert.Equal(
            ["bell", "gaussian", "pi", "s", "trapezoid", "triangular", "z"],
            KernelCatalogue<IMembership>.All.Select(set => set.Key));
        var tested = typeof(MembershipContract).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(MembershipContract))).Select(type => type.Name).ToHashSet();
        Assert.All(
            KernelCatalogue<IMembership>.All, set => Assert.Contains(set.Value.GetType().Name + "Tests", tested));
    }

    [Fact]
    public void Sets_with_equal_options_are_equal()
    {
        Assert.Equal(new Triangular(), KernelCatalogue<IMembership>.Get("triangular"));
        Assert.NotEqual(new Triangular(-1, 0, 2), KernelCatalogue<IMembership>.Get("triangular"));
    }
}
