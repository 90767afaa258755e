using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Indicators;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;
using Tauric.Kernels.Tests.Indicators;

namespace Tauric.Kernels.Tests.Lanes;

/// <summary>What doubling along time gives is what <see cref="WindowTree"/> says of each window alone.</summary>
public sealed class WindowsTests
{
    private static readonly BarSeries Walk = BarSeries.RandomWalk(seed: 3, rows: 700);

    private delegate double OfWindow(ReadOnlySpan<double> window);

    [Fact]
    public void Sums_have_the_bits_of_the_tree_for_every_period() =>
        Agrees((column, rows) => column.Sum(rows), WindowTree.Sum);

    [Fact]
    public void Means_too() => Agrees((column, rows) => column.Mean(rows), WindowTree.Mean);

    [Fact]
    public void Squared_deviations_too() =>
        Agrees((column, rows) => column.Squares(rows), window => WindowTree.Moments(window).Squares);

    [Fact]
    public void Extrema_too()
    {
        Agrees((column, rows) => column.Highest(rows), WindowTree.Max);
        Agrees((column, rows) => column.Lowest(rows), WindowTree.Min);
    }

    [Fact]
    public void Mean_deviations_too() => Agrees((column, rows) => column.MeanDeviation(rows), window =>
    {
        double mean = WindowTree.Mean(window);
        return WindowTree.Mean([.. window.ToArray().Select(x => Math.Abs(x - mean))]);
    });

    /// <summary>Prices that a double holds exactly, so that only the method can lose digits.</summary>
    [Fact]
    public void A_spread_far_from_zero_keeps_nine_digits()
    {
        double[] close = [.. Walk.Close.Select(x => 1e6 + (Math.Round(x * 128) / 8192))];
        foreach (int rows in (int[])[2, 14, 20, 50, 75, 200])
        {
            double[] squares = Column(column => column.Squares(rows), close);
            for (int t = rows - 1; t < close.Length; t++)
            {
                // In steps of 1/8192, because a decimal takes only 15 digits of a double.
                decimal[] window = [.. close[(t - rows + 1)..(t + 1)].Select(x => (decimal)((x - 1e6) * 8192))];
                decimal mean = window.Sum() / rows, exact = window.Sum(x => (x - mean) * (x - mean)) / (8192 * 8192);
                Assert.Equal((double)exact, squares[t], 1e-9 * (double)exact);
            }
        }
    }

    private static void Agrees(Func<Series, int, Series> windows, OfWindow definition) =>
        Prop.ForAll(Gen.Choose(1, 300).ToArbitrary(), rows =>
        {
            double[] values = Column(column => windows(column, rows), Walk.Close);
            for (int t = 0; t < values.Length; t++)
            {
                double expected = t < rows - 1 ? double.NaN : definition(Walk.Close.AsSpan(t - rows + 1, rows));
                if (!expected.Equals(values[t])) return false;
            }

            return true;
        }).Holds();

    private static double[] Column(Func<Series, Series> of, double[] close)
    {
        var plan = new SeriesPlan();
        Series series = of(plan.Close);
        var program = new SeriesProgram(plan, [(series, plan.Columns[series.Column].Start)]);
        var values = new double[close.Length];
        program.Compute(new Tile(program), new Bars(close, close, close, close, close), values);
        return values;
    }
}
