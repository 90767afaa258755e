using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class TradeSignTests : MicrostructureContract
{
    protected override IMicrostructure Typical => new TradeSign();

    protected override double[] WhenQuiet => [0, 0, 0];

    protected override (int Price, int Size)[] Degrees => [(0, 0), (0, 0), (0, 0)];

    protected override int?[] Mirrors => [-1, -1, -1];

    /// <summary>
    /// Quote 9 to 11. At the mid with nothing before; above; at the mid after a fall; no trade; again the mid.
    /// </summary>
    [Fact]
    public void The_tick_rule_speaks_where_the_quote_rule_is_silent()
    {
        double[] nine = [9, 9, 9, 9, 9], eleven = [11, 11, 11, 11, 11], one = [1, 1, 1, 1, 1];
        double[] price = [10, 10.5, 10, 10, 10], size = [1, 1, 1, 0, 1];
        double[][] signs = new TickSeries([0, 1, 2, 3, 4], nine, eleven, one, one, price, size).Compute(Typical);
        Assert.Equal([0, 1, 0, 0, 0], signs[0]);
        Assert.Equal([0, 1, -1, 0, -1], signs[1]);
        Assert.Equal([0, 1, -1, 0, -1], signs[2]);
    }

    protected override double[] Textbook(TickSeries ticks, int row)
    {
        if (ticks.Size[row] == 0) return [0, 0, 0];
        double mid = (ticks.Bid[row] + ticks.Ask[row]) / 2, price = ticks.Price[row];
        int different = row;
        while (different >= 0 && (ticks.Size[different] == 0 || ticks.Price[different] == price)) different--;
        int quote = Math.Sign(price - mid), tick = different < 0 ? 0 : Math.Sign(price - ticks.Price[different]);
        return [quote, tick, quote != 0 ? quote : tick];
    }

    protected override double[][] Stream(TickSeries ticks, int batch)
    {
        var columns = new double[3][];
        for (int i = 0; i < 3; i++) columns[i] = new double[ticks.Rows];
        TradeSign.State state = default;
        for (int start = 0; start < ticks.Rows; start += batch)
        {
            int rows = Math.Min(batch, ticks.Rows - start);
            var part = new double[3 * rows];
            TradeSign.Continue(ref state, ticks.Slice(start, rows).Ticks, part);
            for (int i = 0; i < 3; i++) part.AsSpan(i * rows, rows).CopyTo(columns[i].AsSpan(start));
        }

        return columns;
    }
}
