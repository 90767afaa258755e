using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class KyleLambdaTests : MicrostructureContract
{
    protected override IMicrostructure Typical => new KyleLambda(100);

    protected override double[] WhenQuiet => [0];

    protected override (int Price, int Size)[] Degrees => [(1, -1)];

    protected override int?[] Mirrors => [1];

    /// <summary>The mid rises by an eighth per unit bought and falls as much per unit sold.</summary>
    [Fact]
    public void Finds_the_slope_of_a_price_that_follows_flow()
    {
        double[] size = [1, 2, 4, 1, 3], mid = new double[5], price = new double[5];
        int[] side = [1, -1, 1, 1, -1];
        mid[0] = 100;
        for (int t = 1; t < 5; t++) mid[t] = mid[t - 1] + (0.125 * side[t - 1] * size[t - 1]);
        for (int t = 0; t < 5; t++) price[t] = mid[t] + (0.5 * side[t]);
        var ticks = new TickSeries(
            [0, 1, 2, 3, 4], [.. mid.Select(m => m - 0.5)], [.. mid.Select(m => m + 0.5)], size, size, price, size);
        Assert.Equal(0.125, ticks.Compute(new KyleLambda(4))[0][^1], 1e-14);
    }

    protected override double[] Textbook(TickSeries ticks, int row)
    {
        double Mid(int t) => (ticks.Bid[t] + ticks.Ask[t]) / 2;
        int[] window = [.. Enumerable.Range(row - 99, 100)];
        double[] flow = [.. window.Select(t => Math.Sign(ticks.Price[t - 1] - Mid(t - 1)) * ticks.Size[t - 1])];
        double[] move = [.. window.Select(t => Mid(t) - Mid(t - 1))];
        double meanFlow = flow.Average(), meanMove = move.Average();
        double together = flow.Zip(move, (q, d) => (q - meanFlow) * (d - meanMove)).Sum();
        return [together / flow.Sum(q => (q - meanFlow) * (q - meanFlow))];
    }
}
