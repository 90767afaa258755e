namespace Tauric.Engine.Tests;

public sealed class RegistrationTests
{
    [AttributeUsage(AttributeTargets.Class)]
    private sealed class NamedAttribute(string name) : Attribute
    {
        public string Name => name;
    }

    [Named("tea")]
    private sealed class Tea(int minutes = 4, string leaf = "green")
    {
        public string Says => $"{leaf} for {minutes}";
    }

    [Named("water")]
    private sealed class Water;

    private sealed class Nameless(int required)
    {
        public int Required => required;
    }

    [Fact]
    public void What_carries_the_attribute_is_made_with_its_defaults()
    {
        (NamedAttribute About, object Instance)[] found =
            [.. Registration.Of<NamedAttribute>([typeof(Tea), typeof(Nameless), typeof(Water)])];
        Assert.Equal(["tea", "water"], found.Select(f => f.About.Name));
        Assert.Equal("green for 4", Assert.IsType<Tea>(found[0].Instance).Says);
        Assert.IsType<Water>(found[1].Instance);
    }

    [Fact]
    public void All_types_of_an_assembly_are_looked_among() =>
        Assert.Superset(
            new HashSet<Type> { typeof(Tea), typeof(Nameless) },
            Registration.TypesOf(typeof(RegistrationTests).Assembly).ToHashSet());
}
