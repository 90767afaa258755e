using Tauric.Engine;
using Tauric.Kernels.Fuzzy;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class RollingCalibrationTests
{
    private static readonly double[] Walk = RandomWalk(1000);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(60)]
    [InlineData(255)]
    public void Mean_and_deviation_are_those_of_the_tree_over_the_rows_before(int window)
    {
        var calibration = new RollingCalibration(window);
        double[] means = new double[Walk.Length], deviations = new double[Walk.Length];
        calibration.Moments(calibration.Start(), Walk, means, deviations);
        Assert.All(means[..window].Concat(deviations[..window]), value => Assert.Equal(double.NaN, value));
        for (int t = window; t < Walk.Length; t++)
        {
            Moments moments = WindowTree.Moments(Walk.AsSpan(t - window, window));
            Assert.Equal(moments.Mean, means[t]);
            Assert.Equal(moments.PopulationDeviation, deviations[t]);
        }
    }

    [Fact]
    public void A_score_worked_by_hand() =>
        // Mean 4 and deviation 2 of 2, 6 before the 7, of 6, 7 before the 6.5: 6.5 and ½.
        Assert.Equal([double.NaN, double.NaN, 1.5, 0], Scores(new(2), [2, 6, 7, 6.5]));

    [Fact]
    public void A_row_takes_no_part_in_its_own_calibration()
    {
        double[] once = Scores(new(60), Walk[..101]), twice = Scores(new(60), [.. Walk[..100], Walk[100] * 3]);
        (double mean, double deviation) = (WindowTree.Mean(Walk.AsSpan(40, 60)), Deviation(Walk[40..100]));
        Assert.Equal((Walk[100] - mean) / deviation, once[100]);
        Assert.Equal(((Walk[100] * 3) - mean) / deviation, twice[100]);
    }

    [Fact]
    public void Any_cut_gives_the_same_bits_and_the_future_does_not_leak()
    {
        var calibration = new RollingCalibration();
        double[] whole = Scores(calibration, Walk);
        foreach (int rows in (int[])[1, 3, 59, 60, 61, 256, 257, 999])
        {
            double[] history = calibration.Start(), parts = new double[Walk.Length];
            for (int row = 0; row < Walk.Length; row += rows)
            {
                Range part = row..Math.Min(row + rows, Walk.Length);
                calibration.Scores(history, Walk.AsSpan(part), parts.AsSpan(part));
            }

            AssertSameBits(whole, parts);
            AssertSameBits(whole[..rows], Scores(calibration, Walk[..rows]));
            Assert.Equal(Walk[^60..], history);
        }
    }

    [Fact]
    public void Warm_up_of_what_it_reads_is_waited_for()
    {
        double[] late = Scores(new(60), [.. Enumerable.Repeat(double.NaN, 33), .. Walk[..100]]);
        Assert.All(late[..93], score => Assert.Equal(double.NaN, score));
        AssertSameBits(Scores(new(60), Walk[..100])[60..], late[93..]);
    }

    [Fact]
    public void A_flat_past_scores_0_whatever_comes() =>
        Assert.Equal([0, 0], Scores(new(60), [.. Enumerable.Repeat(100.1, 60), 100.1, 7])[60..]);

    [Fact]
    public void An_outlier_leaves_no_trace_once_it_has_left_the_window()
    {
        double[] hurt = [.. Walk];
        hurt[100] *= 1e6;
        double[] sound = Scores(new(60), Walk), healed = Scores(new(60), hurt);
        AssertSameBits(sound[161..], healed[161..]);
        AssertSameBits(sound[..100], healed[..100]);
        Assert.NotEqual(sound[100..161], healed[100..161]);
    }

    [Fact]
    public void Scores_may_overwrite_values_and_a_batch_allocates_nothing()
    {
        var calibration = new RollingCalibration();
        double[] expected = Scores(calibration, Walk), inPlace = [.. Walk], history = calibration.Start();
        long before = GC.GetAllocatedBytesForCurrentThread();
        calibration.Scores(history, inPlace, inPlace);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        AssertSameBits(expected, inPlace);
    }

    [Fact]
    public void A_window_or_a_span_that_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollingCalibration(1));
        Assert.ThrowsAny<ArgumentException>(() => new RollingCalibration().Scores(new double[59], Walk, [.. Walk]));
        Assert.ThrowsAny<ArgumentException>(() => new RollingCalibration().Scores(new double[60], Walk, new double[9]));
    }

    private static double[] Scores(RollingCalibration calibration, double[] values)
    {
        var scores = new double[values.Length];
        calibration.Scores(calibration.Start(), values, scores);
        return scores;
    }

    private static double Deviation(double[] window) => WindowTree.Moments(window).PopulationDeviation;

    private static double[] RandomWalk(int rows)
    {
        var random = CounterRandom.For(7, "calibration");
        double value = 100;
        return [.. Enumerable.Range(0, rows).Select(_ => value += random.NextNormal())];
    }

    private static void AssertSameBits(double[] expected, double[] actual) => Assert.Equal(
        expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
