using Tauric.Engine;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

/// <summary>What every statistic owes us. Inherited by its test, never copied.</summary>
public abstract class StatisticContract
{
    private static readonly int[] Lengths = [.. Enumerable.Range(1, 70), 255, 256, 257, 1023, 1024, 1025, 3000];

    protected abstract IStatistic Typical { get; }

    /// <summary>The formula as a textbook has it, with no care for speed.</summary>
    protected abstract double[] Textbook(double[] x, double[] y);

    /// <summary>Each output when the columns (100.1) never move.</summary>
    protected abstract double[] WhenFlat { get; }

    /// <summary>The power of c by which each output grows when every value is multiplied by c.</summary>
    protected abstract int[] Degrees { get; }

    /// <summary>How far each output moves when every value moves by 1.</summary>
    protected abstract double[] Shifts { get; }

    protected virtual bool IsOrdered => false;

    [Fact]
    public void Agrees_with_the_textbook_whatever_the_length_and_the_series()
    {
        foreach (int rows in Lengths.Where(rows => rows >= Typical.RowsMin))
        {
            foreach (Func<int, int, double[]> series in (Func<int, int, double[]>[])[Walk, Tied, WithOutlier])
            {
                double[] x = series(1, rows), y = series(2, rows);
                AssertClose(Textbook(x, y), Compute(x, y), 1e-10);
            }
        }
    }

    [Fact]
    public void Too_few_rows_give_NaN_and_enough_do_not()
    {
        for (int rows = 0; rows <= Typical.RowsMin; rows++)
        {
            bool isDefined = rows == Typical.RowsMin;
            Assert.All(Compute(Walk(1, rows), Walk(2, rows)), value => Assert.Equal(isDefined, double.IsFinite(value)));
        }
    }

    [Fact]
    public void Flat_columns_give_the_documented_values()
    {
        double[] flat = [.. Enumerable.Repeat(100.1, 600)];
        AssertClose(WhenFlat, Compute(flat, flat), 1e-9);
    }

    [Fact]
    public void Alignment_does_not_show()
    {
        double[] x = Walk(1, 777), y = Walk(2, 777), expected = Compute(x, y);
        for (int offset = 1; offset <= 8; offset++)
        {
            double[] longX = [.. new double[offset], .. x, 1e9], longY = [.. new double[9 - offset], .. y, -1e9];
            var actual = new double[Typical.Outputs.Count];
            Typical.Compute(new Samples(longX.AsSpan(offset, 777), longY.AsSpan(9 - offset, 777)), actual);
            Assert.Equal(expected, actual);
        }
    }

    /// <summary>
    /// Multiplying by a power of two rounds nothing, so neither may the answer: bits, from tiny to huge.
    /// </summary>
    [Theory]
    [InlineData(-120)]
    [InlineData(1)]
    [InlineData(120)]
    public void Scales_exactly(int power)
    {
        double[] x = Walk(1, 500), y = Walk(2, 500);
        double[] scaled = Compute([.. x.Select(v => Math.ScaleB(v, power))], [.. y.Select(v => Math.ScaleB(v, power))]);
        Assert.Equal(Compute(x, y).Zip(Degrees, (value, degree) => Math.ScaleB(value, power * degree)), scaled);
    }

    [Fact]
    public void A_large_offset_leaves_nine_digits()
    {
        const double Offset = 1 << 24;
        double[] x = Sixteenths(1, 500), y = Sixteenths(2, 500);
        double[] moved = Compute([.. x.Select(v => v + Offset)], [.. y.Select(v => v + Offset)]);
        AssertClose([.. Compute(x, y).Zip(Shifts, (value, shift) => value + (shift * Offset))], moved, 1e-9);
    }

    [Fact]
    public void The_order_of_the_rows_shows_only_where_it_matters()
    {
        double[] x = Tied(1, 500), y = Tied(2, 500);
        int[] order = [.. Enumerable.Range(0, 500)];
        CounterRandom.For(7, "order").Shuffle<int>(order);
        double[] shuffled = Compute([.. order.Select(row => x[row])], [.. order.Select(row => y[row])]);
        if (IsOrdered) Assert.NotEqual(Compute(x, y)[0], shuffled[0], 1e-9);
        else AssertClose(Compute(x, y), shuffled, 1e-11);
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        double[] x = Walk(1, 5000), y = Walk(2, 5000), values = new double[Typical.Outputs.Count];
        IStatistic statistic = Typical;
        statistic.Compute(new Samples(x, y), values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        statistic.Compute(new Samples(x, y), values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Another_number_of_outputs_is_refused() => Assert.Throws<ArgumentException>(
        () => Typical.Compute(new Samples([1, 2, 3], [1, 2, 3]), new double[Typical.Outputs.Count + 1]));

    [Fact]
    public void Pairs_of_different_lengths_are_refused_and_two_samples_are_not()
    {
        double[] values = new double[Typical.Outputs.Count];
        void Uneven() => Typical.Compute(new Samples(Walk(1, 9), Walk(2, 8)), values);
        if (Typical.Shape == SampleShape.Pairs) Assert.Throws<ArgumentException>(Uneven);
        else Uneven();
    }

    protected double[] Compute(double[] x, params double[] y) => Compute(Typical, x, y);

    protected static double[] Compute(IStatistic statistic, double[] x, params double[] y)
    {
        var values = new double[statistic.Outputs.Count];
        statistic.Compute(new Samples(x, y), values);
        return values;
    }

    protected static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair =>
            Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(1, Math.Abs(pair.First))));
    }

    /// <summary>Correlated across seeds, so that no statistic of two columns is trivial.</summary>
    protected static double[] Walk(int seed, int rows)
    {
        var (own, shared) = (CounterRandom.For(seed, "walk"), CounterRandom.For(0, "walk"));
        double level = 10;
        var values = new double[rows];
        foreach (ref double value in values.AsSpan()) value = level += 0.1 * (own.NextNormal() + shared.NextNormal());
        return values;
    }

    private static double[] Tied(int seed, int rows) => [.. Walk(seed, rows).Select(v => Math.Round(v))];

    private static double[] Sixteenths(int seed, int rows) =>
        [.. Walk(seed, rows).Select(v => Math.Round(v * 16) / 16)];

    private static double[] WithOutlier(int seed, int rows)
    {
        double[] values = Walk(seed, rows);
        values[rows / 2] *= 1000;
        return values;
    }
}
