using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class MutualInformationTests : StatisticContract
{
    protected override IStatistic Typical => new MutualInformation(5);

    protected override double[] WhenFlat => [0];

    protected override int[] Degrees => [0];

    protected override double[] Shifts => [0];

    [Fact]
    public void Independent_halves_tell_nothing_and_equal_halves_everything()
    {
        Assert.Equal([0], Compute(new MutualInformation(2), [0, 0, 1, 1], 0, 1, 0, 1));
        AssertClose([Math.Log(2)], Compute(new MutualInformation(2), [0, 0, 1, 1], 7, 7, 9, 9), 1e-15);
    }

    [Fact]
    public void Which_column_comes_first_does_not_show() =>
        Assert.Equal(Compute(Walk(1, 401), Walk(2, 401)), Compute(Walk(2, 401), Walk(1, 401)));

    protected override double[] Textbook(double[] x, double[] y) => [Of(x, y)];

    /// <summary>Σ p(a,b)·ln(p(a,b)/(p(a)·p(b))).</summary>
    internal static double Of(double[] x, double[] y)
    {
        (byte, byte)[] pairs = [.. Cut(x).Zip(Cut(y))];
        double n = pairs.Length;
        return pairs.GroupBy(pair => pair).Sum(cell => cell.Count() / n * Math.Log(cell.Count() * n
            / pairs.Count(pair => pair.Item1 == cell.Key.Item1) / pairs.Count(pair => pair.Item2 == cell.Key.Item2)));
    }

    internal static byte[] Cut(double[] column)
    {
        var states = new byte[column.Length];
        QuantileBins.Cut(column, 5, states);
        return states;
    }
}
