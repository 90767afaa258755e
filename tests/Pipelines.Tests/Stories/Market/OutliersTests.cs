using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Stories.Market;

public class OutliersTests
{
    // With a large positive one more: quartiles −1 % and 2 %, so fences at −10 % and 11 %; median 1 %, median deviation
    // 2 %, so robust z passes 3.5 at 10.4 % from it.
    private static readonly double[] Calm = [.01, -.01, .02, -.02, .03, -.03, .01, -.01];

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(.109, 0, 0)]
    [InlineData(.112, 1, 0)]
    [InlineData(.115, 1, 1)]
    [InlineData(-.2, 1, 1)]
    public void What_lies_far_out_is_counted(double next, int byQuartiles, int byRobustZ) =>
        Assert.Equal((byQuartiles, byRobustZ), Outliers.Of(Closes([.. Calm, next])));

    [Fact]
    public void A_price_that_hardly_moves_has_none()
    {
        Assert.Equal((0, 0), Outliers.Of(Closes([0, 0, 0, 0, .5, 0, 0, 0, 0])));
        Assert.Equal((0, 0), Outliers.Of([10, 10, 10]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_closes_say_nothing(int count) =>
        Assert.Equal((0, 0), Outliers.Of(new double[] { 1, 100 }.AsSpan(0, count)));

    private static double[] Closes(double[] returns)
    {
        double close = 100;
        return [close, .. returns.Select(r => close *= Math.Exp(r))];
    }
}
