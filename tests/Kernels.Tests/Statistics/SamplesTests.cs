using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class SamplesTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_refused_with_its_place(double bad)
    {
        for (int row = 0; row < 11; row++)
        {
            var column = new double[11];
            column[row] = bad;
            Assert.Contains($"x[{row}]", Refusal(column, []), StringComparison.Ordinal);
            Assert.Contains($"y[{row}]", Refusal([], column), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_finite_value_is_taken()
    {
        double[] extremes = [double.MaxValue, double.MinValue, double.Epsilon, -0.0, 0];
        Assert.Equal(5, new Samples(extremes, extremes).X.Length);
    }

    private static string Refusal(double[] x, double[] y) =>
        Assert.Throws<ArgumentException>(() => new Samples(x, y).X.Length).Message;
}
