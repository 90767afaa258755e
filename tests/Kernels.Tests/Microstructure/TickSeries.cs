using Tauric.Engine;
using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

/// <summary>Ticks that own their columns.</summary>
public sealed record TickSeries(
    long[] Micros, double[] Bid, double[] Ask, double[] BidSize, double[] AskSize, double[] Price, double[] Size)
{
    public int Rows => Micros.Length;

    public Ticks Ticks => new(Micros, Bid, Ask, BidSize, AskSize, Price, Size);

    /// <summary>
    /// Prices in 64ths, so that sums and mirrors are exact; locked quotes, empty sides, trades on and off the mid.
    /// </summary>
    public static TickSeries RandomWalk(int seed, int rows)
    {
        var random = CounterRandom.For(seed, "ticks");
        var series = Empty(rows);
        double bid = 100, price = 100;
        for (int t = 0; t < rows; t++)
        {
            bid += (random.NextInt(3) - 1) / 64.0;
            series.Bid[t] = bid;
            series.Ask[t] = bid + (random.NextInt(4) / 64.0);
            series.BidSize[t] = random.NextInt(30);
            series.AskSize[t] = random.NextInt(30);
            bool isTrade = random.NextInt(5) > 1;
            if (isTrade) price = bid + (random.NextInt(3) * 0.5 * (series.Ask[t] - bid));
            series.Price[t] = price;
            series.Size[t] = isTrade ? 1 + random.NextInt(40) : 0;
            series.Micros[t] = (t > 0 ? series.Micros[t - 1] : 0) + random.NextInt(2000);
        }

        return series;
    }

    /// <summary>A quote that never moves, and no trade.</summary>
    public static TickSeries Quiet(int rows)
    {
        var series = Empty(rows);
        foreach (double[] column in (double[][])[series.Bid, series.Price]) Array.Fill(column, 100.1);
        Array.Fill(series.Ask, 100.3);
        Array.Fill(series.BidSize, 7);
        Array.Fill(series.AskSize, 7);
        return series;
    }

    public TickSeries Slice(int start, int rows) => Map(column => column[start..(start + rows)]) with
    {
        Micros = Micros[start..(start + rows)],
    };

    public TickSeries Scaled(double price, double size) => Map(column =>
    {
        bool isSize = column == BidSize || column == AskSize || column == Size;
        return [.. column.Select(v => v * (isSize ? size : price))];
    });

    /// <summary>Buyers and sellers change places, prices turn about 100.</summary>
    public TickSeries Mirrored() => this with
    {
        Bid = [.. Ask.Select(v => 200 - v)],
        Ask = [.. Bid.Select(v => 200 - v)],
        BidSize = AskSize,
        AskSize = BidSize,
        Price = [.. Price.Select(v => 200 - v)],
    };

    /// <summary>The same ticks with one absurd row.</summary>
    public TickSeries WithOutlierAt(int row) => Map(column =>
    {
        double[] copy = [.. column];
        copy[row] *= 1e6;
        return copy;
    });

    /// <summary>The kernel's columns over these ticks.</summary>
    public double[][] Compute(IMicrostructure kernel)
    {
        var values = new double[Rows * kernel.Outputs.Count];
        kernel.Compute(Ticks, values);
        return [.. Enumerable.Range(0, kernel.Outputs.Count).Select(i => values[(i * Rows)..((i + 1) * Rows)])];
    }

    private TickSeries Map(Func<double[], double[]> map) =>
        new(Micros, map(Bid), map(Ask), map(BidSize), map(AskSize), map(Price), map(Size));

    private static TickSeries Empty(int rows) => new(
        new long[rows], new double[rows], new double[rows], new double[rows], new double[rows], new double[rows],
        new double[rows]);
}
