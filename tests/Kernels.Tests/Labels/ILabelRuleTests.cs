using Tauric.Kernels.Indicators;
using Tauric.Kernels.Labels;

namespace Tauric.Kernels.Tests.Labels;

public sealed class ILabelRuleTests
{
    [Fact]
    public void Every_rule_of_the_catalogue_has_its_contract_test()
    {
        var tested = typeof(LabelRuleContract).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LabelRuleContract)))
            .Select(type => type.Name)
            .ToHashSet();
        var rules = KernelCatalogue<ILabelRule>.All;
        Assert.Equal(["fixed_horizon", "outcome_bands", "triple_barrier"], rules.Select(rule => rule.Key));
        Assert.All(rules, rule => Assert.Contains(rule.Value.GetType().Name + "Tests", tested));
    }

    [Fact]
    public void No_indicator_takes_a_label()
    {
        string labels = typeof(Outcome).Namespace!;
        var parameters =
            from type in typeof(IIndicator).Assembly.GetTypes()
            where type.Namespace == typeof(IIndicator).Namespace
            from method in type.GetMethods().Cast<System.Reflection.MethodBase>().Concat(type.GetConstructors())
            from parameter in method.GetParameters()
            select parameter.ParameterType.ToString();
        Assert.DoesNotContain(parameters, parameter => parameter.Contains(labels, StringComparison.Ordinal));
    }
}
