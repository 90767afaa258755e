using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

/// <summary>What every indicator owes us. Inherited by its test, never copied.</summary>
public abstract class IndicatorContract
{
    private const int Rows = 400;

    private static readonly BarSeries Walk = BarSeries.RandomWalk(seed: 42, Rows);

    protected abstract IIndicator Typical { get; }

    /// <summary>The value of each output when price (100.1) and volume (1000) have not moved for long.</summary>
    protected abstract double[] WhenFlat { get; }

    [Fact]
    public void The_future_does_not_leak()
    {
        double[][] whole = Walk.Compute(Typical);
        int warmup = Typical.Warmup;
        foreach (int rows in (int[])[0, 1, warmup, warmup + 1, warmup + 7, 137, 399])
        {
            double[][] prefix = Walk.Prefix(rows).Compute(Typical);
            Assert.All(prefix.Zip(whole), pair => AssertSameBits(pair.Second[..rows], pair.First));
        }
    }

    [Fact]
    public void Warm_up_is_honest()
    {
        foreach (double[] column in Walk.Compute(Typical))
        {
            Assert.All(column[..Typical.Warmup], value => Assert.Equal(double.NaN, value));
            Assert.All(column[Typical.Warmup..], value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void A_flat_market_gives_the_documented_values()
    {
        double[][] columns = BarSeries.Flat(600).Compute(Typical);
        for (int i = 0; i < columns.Length; i++) Assert.Equal(WhenFlat[i], columns[i][^1], 1e-9);
    }

    [Fact]
    public void An_outlier_leaves_no_trace_once_it_has_left_the_window()
    {
        if (Typical.Memory is not { } memory) return;
        int healed = 100 + memory;
        double[][] hurt = Walk.WithOutlierAt(100).Compute(Typical);
        double[][] sound = Walk.Compute(Typical);
        Assert.All(hurt.Zip(sound), pair => AssertSameBits(pair.Second[healed..], pair.First[healed..]));
        Assert.NotEqual(sound[0][100..healed], hurt[0][100..healed]);
    }

    [Fact]
    public void Columns_of_another_size_are_refused() => Assert.Throws<ArgumentException>(
        () => Typical.Compute(Walk.Bars, new double[(Rows * Typical.Outputs.Count) - 1]));

    /// <summary>
    /// Checks rows worked by hand. A line a column, inputs first: "close | 1 2 3"; a dot is NaN, 1/3 a third.
    /// Inputs not given are the close, and 1 for volume.
    /// </summary>
    protected static void Check(IIndicator indicator, string table)
    {
        var lines = table
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(parts => parts[0], parts => parts[1].Split(' ').Select(Number).ToArray());
        int rows = lines.Values.First().Length;
        double[] volume = lines.GetValueOrDefault("volume", [.. Enumerable.Repeat(1.0, rows)]);
        double[] close = lines.GetValueOrDefault("close", [.. Enumerable.Repeat(1.0, rows)]);
        double[] Price(string name) => lines.GetValueOrDefault(name, close);
        var bars = new BarSeries(Price("open"), Price("high"), Price("low"), close, volume);
        foreach ((string output, double[] column) in indicator.Outputs.Zip(bars.Compute(indicator)))
        {
            if (!lines.TryGetValue(output, out double[]? expected)) continue;
            Assert.All(expected.Zip(column), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
    }

    private static double Number(string text) => text.Split('/') switch
    {
        ["."] => double.NaN,
        [var above, var below] => double.Parse(above) / double.Parse(below),
        [var number] => double.Parse(number),
        _ => throw new FormatException(text),
    };

    private static void AssertSameBits(double[] expected, double[] actual) => Assert.Equal(
        expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
