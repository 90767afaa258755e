using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class ITriangularNormTests
{
    [Fact]
    public void The_five_families_are_found_by_name_and_have_their_contract_test()
    {
        Assert.Equal(
            ["drastic", "hamacher", "lukasiewicz", "minimum", "product"],
            KernelCatalogue<ITriangularNorm>.All.Select(norm => norm.Key));
        var tested = typeof(TriangularNormContract).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(TriangularNormContract))).Select(type => type.Name).ToHashSet();
        Assert.All(
            KernelCatalogue<ITriangularNorm>.All, norm => Assert.Contains(norm.Value.GetType().Name + "Tests", tested));
    }

    [Fact]
    public void From_the_drastic_to_the_minimum_they_grow()
    {
        ITriangularNorm[] norms = [new Drastic(), new Lukasiewicz(), new Product(), new Hamacher(), new Minimum()];
        var degree = Gen.Choose(0, 1000).Select(part => part / 1000.0).ToArbitrary();
        Prop.ForAll(degree, degree, (a, b) => norms.Zip(norms[1..]).All(pair =>
            pair.First.And(a, b) <= pair.Second.And(a, b) + 1e-15 &&
            pair.First.Or(a, b) >= pair.Second.Or(a, b) - 1e-15)).Holds();
    }
}
