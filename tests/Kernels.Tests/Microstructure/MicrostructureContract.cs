using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

/// <summary>What every microstructure kernel owes us. Inherited by its test, never copied.</summary>
public abstract class MicrostructureContract
{
    // More than two stretches of the windows' driver.
    private const int Rows = 4500;

    private static readonly TickSeries Walk = TickSeries.RandomWalk(seed: 42, Rows);

    protected abstract IMicrostructure Typical { get; }

    /// <summary>The values of one row as a textbook has them, with no care for speed.</summary>
    protected abstract double[] Textbook(TickSeries ticks, int row);

    /// <summary>Each output when quotes (100.1 to 100.3, sizes 7) have not moved for long and nobody trades.</summary>
    protected abstract double[] WhenQuiet { get; }

    /// <summary>The powers of c by which each output grows when prices, or sizes, are multiplied by c.</summary>
    protected abstract (int Price, int Size)[] Degrees { get; }

    /// <summary>
    /// What each output is multiplied by when buyers and sellers change places; null if it is no such thing.
    /// </summary>
    protected abstract int?[] Mirrors { get; }

    [Fact]
    public void Agrees_with_the_textbook_in_every_row()
    {
        double[][] columns = Walk.Compute(Typical);
        for (int row = Typical.Warmup; row < Rows; row++)
        {
            double[] expected = Textbook(Walk, row);
            for (int output = 0; output < expected.Length; output++)
            {
                double tolerance = 1e-9 * Math.Max(1, Math.Abs(expected[output]));
                Assert.Equal(expected[output], columns[output][row], tolerance);
            }
        }
    }

    [Fact]
    public void The_future_does_not_leak_and_tails_do_not_show()
    {
        double[][] whole = Walk.Compute(Typical);
        int warmup = Typical.Warmup;
        foreach (int rows in (int[])[0, 1, 2, 3, 4, 5, 6, 7, warmup, warmup + 1, warmup + 2, warmup + 7, 2048, 4499])
        {
            double[][] prefix = Walk.Slice(0, rows).Compute(Typical);
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
    public void A_stream_of_any_batches_gives_the_bits_of_one()
    {
        double[][] whole = Walk.Compute(Typical);
        foreach (int batch in (int[])[1, 3, 64, 1000])
        {
            double[][] stream = Stream(Walk.Slice(0, 1500), batch);
            Assert.All(stream.Zip(whole), pair => AssertSameBits(pair.Second[..1500], pair.First));
        }
    }

    [Fact]
    public void A_quiet_market_gives_the_documented_values()
    {
        double[][] columns = TickSeries.Quiet(600).Compute(Typical);
        for (int i = 0; i < columns.Length; i++) Assert.Equal(WhenQuiet[i], columns[i][^1], 1e-9);
    }

    [Fact]
    public void An_outlier_leaves_no_trace_once_it_has_left_the_window()
    {
        if (Typical is TradeSign) return;
        int healed = 300 + Typical.Warmup + 1;
        double[][] hurt = Walk.WithOutlierAt(300).Compute(Typical), sound = Walk.Compute(Typical);
        Assert.All(hurt.Zip(sound), pair => AssertSameBits(pair.Second[healed..], pair.First[healed..]));
        Assert.All(hurt.Zip(sound), pair => AssertSameBits(pair.Second[..300], pair.First[..300]));
    }

    /// <summary>Multiplying by a power of two rounds nothing, so neither may the answer.</summary>
    [Theory]
    [InlineData(60, 0)]
    [InlineData(-60, 0)]
    [InlineData(0, 60)]
    [InlineData(0, -60)]
    public void Scales_exactly_in_prices_and_sizes(int price, int size)
    {
        double[][] sound = Walk.Compute(Typical);
        double[][] scaled = Walk.Scaled(Math.ScaleB(1, price), Math.ScaleB(1, size)).Compute(Typical);
        for (int i = 0; i < sound.Length; i++)
        {
            int power = (price * Degrees[i].Price) + (size * Degrees[i].Size);
            Assert.Equal(sound[i].Select(value => Math.ScaleB(value, power)), scaled[i]);
        }
    }

    [Fact]
    public void Buyers_and_sellers_are_treated_alike()
    {
        double[][] sound = Walk.Compute(Typical), mirrored = Walk.Mirrored().Compute(Typical);
        for (int i = 0; i < sound.Length; i++)
        {
            if (Mirrors[i] is not int sign) continue;
            Assert.All(sound[i].Zip(mirrored[i]), pair => Assert.Equal(pair.First * sign, pair.Second, 1e-10));
        }
    }

    [Fact]
    public void A_batch_allocates_nothing()
    {
        var columns = new double[Rows * Typical.Outputs.Count];
        IMicrostructure kernel = Typical;
        kernel.Compute(Walk.Ticks, columns);
        Ticks ticks = Walk.Ticks;
        long before = GC.GetAllocatedBytesForCurrentThread();
        kernel.Compute(ticks, columns);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Columns_of_another_size_are_refused() => Assert.Throws<ArgumentException>(
        () => Typical.Compute(Walk.Ticks, new double[(Rows * Typical.Outputs.Count) - 1]));

    /// <summary>Batch after batch, each with the rows before it that a row may look at.</summary>
    protected virtual double[][] Stream(TickSeries ticks, int batch)
    {
        var columns = Typical.Outputs.Select(_ => new double[ticks.Rows]).ToArray();
        for (int start = 0; start < ticks.Rows; start += batch)
        {
            int from = Math.Max(0, start - Typical.Warmup), end = Math.Min(start + batch, ticks.Rows);
            double[][] part = ticks.Slice(from, end - from).Compute(Typical);
            for (int i = 0; i < columns.Length; i++) part[i].AsSpan(start - from).CopyTo(columns[i].AsSpan(start));
        }

        return columns;
    }

    private static void AssertSameBits(double[] expected, double[] actual) => Assert.Equal(
        expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
