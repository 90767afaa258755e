using Tauric.Engine;
using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

/// <summary>What every indicator owes us. Inherited by its test, never copied.</summary>
public abstract class IndicatorContract
{
    private const int Rows = 400;

    private static readonly BarSeries Walk = BarSeries.RandomWalk(seed: 42, Rows);

    private IndicatorSet? _alone;

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

    /// <summary>Bar by bar everything runs on one lane; in a batch, rows are taken four at a time.</summary>
    [Fact]
    public void A_stream_gives_the_bits_of_the_batch()
    {
        foreach (BarSeries series in BarSeries.Hostile(Rows))
        {
            LiveIndicators live = Alone.Live();
            AssertSameBits(series.ComputeAll(Typical), Pushed(live, series, from: 0, pieces: [1]));
        }
    }

    [Fact]
    public void Where_a_series_is_cut_and_saved_does_not_show()
    {
        var random = CounterRandom.For(7, Typical.Outputs[0]);
        foreach (BarSeries series in BarSeries.Hostile(3 * Rows))
        {
            int[] pieces = [1, 1 + random.NextInt(9), 1 + random.NextInt(90), 1 + random.NextInt(900)];
            AssertSameBits(series.ComputeAll(Typical), Pushed(Alone.Live(), series, from: 0, pieces, isSaved: true));
        }
    }

    [Fact]
    public void A_corrected_bar_gives_the_bits_of_the_corrected_batch()
    {
        foreach (int row in (int[])[0, Typical.Warmup, 137, Rows - 1])
        {
            LiveIndicators live = Alone.Live();
            var state = new double[live.StateLength];
            Pushed(live, Walk.Prefix(row), from: 0, pieces: [100]);
            live.Save(state);
            Pushed(live, Walk, from: row, pieces: [3]);
            live.Restore(state);
            BarSeries corrected = Walk.WithOutlierAt(row);
            double[] again = Pushed(live, corrected, from: row, pieces: [3]);
            AssertSameBits([.. corrected.Compute(Typical).SelectMany(column => column[row..])], again);
        }
    }

    /// <summary>Four at a time while all have bars, the rest one by one; any number, any lengths.</summary>
    [Fact]
    public void Instruments_computed_together_have_the_bits_they_have_alone()
    {
        BarSeries[] all = [.. BarSeries.Hostile(3 * Rows).Select((series, i) => series.Prefix(series.Rows - (i * 37)))];
        foreach (int count in (int[])[1, 3, 4, 5, all.Length])
        {
            BarMemory[] bars = [.. all.Take(count).Select(series => series.Memory)];
            double[][] columns = [.. all.Take(count).Select(series => new double[series.Rows * Typical.Outputs.Count])];
            Alone.Compute(bars, columns, cores: 2);
            for (int i = 0; i < count; i++) AssertSameBits(all[i].ComputeAll(Typical), columns[i]);
        }
    }

    [Fact]
    public void A_warm_batch_allocates_nothing()
    {
        IIndicator indicator = Typical;
        var columns = new double[Rows * indicator.Outputs.Count];
        indicator.Compute(Walk.Bars, columns);
        long before = GC.GetAllocatedBytesForCurrentThread();
        indicator.Compute(Walk.Bars, columns);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
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

    private IndicatorSet Alone => _alone ??= new(
        [.. Typical.Outputs.Select(output => new IndicatorColumn(output, Typical, output, "A column."))]);

    /// <summary>What a stream writes for the bars from a row on, in pieces of these lengths in turn.</summary>
    private double[] Pushed(LiveIndicators live, BarSeries series, int from, int[] pieces, bool isSaved = false)
    {
        int rows = series.Rows - from, outputs = Typical.Outputs.Count;
        var columns = new double[rows * outputs];
        var state = new double[live.StateLength];
        for (int first = 0, turn = 0; first < rows; turn++)
        {
            int piece = Math.Min(pieces[turn % pieces.Length], rows - first);
            var values = new double[piece * outputs];
            live.Push(series.Bars.Slice(from + first, piece), values);
            for (int i = 0; i < outputs; i++)
                values.AsSpan(i * piece, piece).CopyTo(columns.AsSpan((i * rows) + first));
            first += piece;
            if (!isSaved) continue;
            live.Save(state);
            live = Alone.Live();
            live.Restore(state);
        }

        return columns;
    }

    private static double Number(string text) => text.Split('/') switch
    {
        ["."] => double.NaN,
        [var above, var below] => double.Parse(above) / double.Parse(below),
        [var number] => double.Parse(number),
        _ => throw new FormatException(text),
    };

    /// <summary>The sign of a NaN is the processor's choice; all else counts.</summary>
    private static void AssertSameBits(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i]) && double.IsNaN(actual[i])) continue;
            long difference = BitConverter.DoubleToInt64Bits(expected[i]) ^ BitConverter.DoubleToInt64Bits(actual[i]);
            Assert.True(difference == 0, $"[{i}] is {actual[i]:R}, not {expected[i]:R}");
        }
    }
}
