using Tauric.Engine;
using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

/// <summary>Bars that own their columns.</summary>
public sealed record BarSeries(double[] Open, double[] High, double[] Low, double[] Close, double[] Volume)
{
    public int Rows => Close.Length;

    private double[][] Columns => [Open, High, Low, Close, Volume];

    public Bars Bars => new(Open, High, Low, Close, Volume);

    public static BarSeries RandomWalk(int seed, int rows)
    {
        var random = CounterRandom.For(seed, "bars");
        var series = Empty(rows);
        double close = 100;
        for (int t = 0; t < rows; t++)
        {
            double open = close * (1 + (0.004 * random.NextNormal()));
            close = open * (1 + (0.015 * random.NextNormal()));
            series.Open[t] = open;
            series.Close[t] = close;
            series.High[t] = Math.Max(open, close) * (1 + (0.01 * random.NextUniform()));
            series.Low[t] = Math.Min(open, close) * (1 - (0.01 * random.NextUniform()));
            series.Volume[t] = 1000 + random.NextInt(9000);
        }

        return series;
    }

    /// <summary>A price that never moves, and whose multiples do not all have an exact double.</summary>
    public static BarSeries Flat(int rows)
    {
        var series = Empty(rows);
        foreach (double[] column in series.Columns) Array.Fill(column, column == series.Volume ? 1000 : 100.1);
        return series;
    }

    /// <summary>Series on which shortcuts show: flat, far from 1, with gaps, ties, an absurd tick.</summary>
    public static IEnumerable<BarSeries> Hostile(int rows)
    {
        BarSeries walk = RandomWalk(seed: 6, rows);
        yield return walk;
        yield return Flat(rows);
        yield return walk.Map(x => x * 1e-300);
        yield return walk.Map(x => x * 1e100);
        yield return walk.Map(x => x + 1e9);
        yield return walk.Map(x => Math.Round(x / 10) * 10);
        yield return walk.Map(_ => 0);
        yield return walk.WithOutlierAt(rows / 2);
        yield return walk with { Close = [.. walk.Close.Select((x, t) => t / 40 % 2 == 0 ? x : x * 3)] };
        yield return walk with { Volume = [.. walk.Volume.Select((x, t) => t / 30 % 2 == 0 ? x : 0)] };
    }

    public BarMemory Memory => new(Open, High, Low, Close, Volume);

    public BarSeries Map(Func<double, double> change) => new(
        [.. Open.Select(change)], [.. High.Select(change)], [.. Low.Select(change)], [.. Close.Select(change)],
        [.. Volume.Select(change)]);

    public BarSeries Prefix(int rows) => new(Open[..rows], High[..rows], Low[..rows], Close[..rows], Volume[..rows]);

    /// <summary>The same bars with one absurd row, its high more absurd than the rest.</summary>
    public BarSeries WithOutlierAt(int row)
    {
        BarSeries copy = Prefix(Rows);
        foreach (double[] column in copy.Columns) column[row] *= column == copy.High ? 2e6 : 1e6;
        return copy;
    }

    /// <summary>The indicator's columns over these bars.</summary>
    public double[][] Compute(IIndicator indicator)
    {
        double[] values = ComputeAll(indicator);
        return [.. Enumerable.Range(0, indicator.Outputs.Count).Select(i => values[(i * Rows)..((i + 1) * Rows)])];
    }

    /// <summary>The same, one after the other.</summary>
    public double[] ComputeAll(IIndicator indicator)
    {
        var values = new double[Rows * indicator.Outputs.Count];
        indicator.Compute(Bars, values);
        return values;
    }

    private static BarSeries Empty(int rows) =>
        new(new double[rows], new double[rows], new double[rows], new double[rows], new double[rows]);
}
