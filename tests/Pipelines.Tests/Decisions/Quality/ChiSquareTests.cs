using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Tests.Decisions.Quality;

public sealed class ChiSquareTests
{
    [Theory]
    [InlineData(2, 0.01, 9.210340371976182)]     // −2·ln 0.01.
    [InlineData(4, 0.05, 9.487729036781154)]     // Tables of the distribution.
    [InlineData(6, 0.01, 16.811893829770927)]
    [InlineData(10, 0.01, 23.209251158954356)]
    public void Quantiles_are_those_of_the_tables(int degrees, double chance, double x)
    {
        Assert.Equal(x, ChiSquare.Quantile(chance, degrees), 1e-9);
        Assert.Equal(chance, ChiSquare.Exceeds(x, degrees), 1e-12);
        Assert.Equal(1, ChiSquare.Exceeds(0, degrees));
    }

    [Fact]
    public void Odd_degrees_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquare.Exceeds(1, 3));
}
