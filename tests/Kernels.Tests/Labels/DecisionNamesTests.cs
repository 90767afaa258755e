using Tauric.Kernels.Labels;

namespace Tauric.Kernels.Tests.Labels;

public sealed class DecisionNamesTests
{
    [Theory]
    [InlineData(Decision.StrongSell, "STRONG SELL")]
    [InlineData(Decision.Sell, "SELL")]
    [InlineData(Decision.Hold, "HOLD")]
    [InlineData(Decision.Buy, "BUY")]
    [InlineData(Decision.StrongBuy, "STRONG BUY")]
    [InlineData(Decision.Undefined, "")]
    public void Words_are_those_on_the_wire(Decision decision, string words) => Assert.Equal(words, decision.Words());
}
