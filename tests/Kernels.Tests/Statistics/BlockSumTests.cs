using Tauric.Kernels.Statistics;
using Tauric.Kernels.Tests.Indicators;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class BlockSumTests
{
    private static readonly double[] Walk = BarSeries.RandomWalk(seed: 5, rows: 9000).Close;

    [Fact]
    public void Has_the_bits_of_the_scalar_definition_at_every_length_and_alignment()
    {
        var center = new CentralMoment(99.5, 0.25);
        foreach (int rows in (int[])[.. Enumerable.Range(0, 100), 1023, 1024, 1025, 2048, 2049, 5000, 7 * 1024, 8999])
        {
            ReadOnlySpan<double> values = Walk.AsSpan(rows % 2, rows);
            Assert.Equal(Scalar(values, (sum, x) => sum + x), BlockSum.Of(values));
            Assert.Equal(
                Scalar(values, (sum, x) => Math.FusedMultiplyAdd(x - 99.5 - 0.25, x - 99.5 - 0.25, sum)),
                center.Squares(values));
            Assert.Equal(
                Scalar(values, (sum, x) => Math.FusedMultiplyAdd(Square(x - 99.5 - 0.25), x - 99.5 - 0.25, sum)),
                center.Cubes(values));
            Assert.Equal(
                Scalar(
                    values, (sum, x) => Math.FusedMultiplyAdd(Square(x - 99.5 - 0.25), Square(x - 99.5 - 0.25), sum)),
                center.Quartics(values));
        }
    }

    [Fact]
    public void Agrees_with_decimal_arithmetic() =>
        Assert.Equal((double)Walk.Sum(x => (decimal)x), BlockSum.Of(Walk), 1e-14 * Walk.Sum());

    [Fact]
    public void A_flat_column_has_no_deviation_even_where_its_mean_is_rounded() =>
        Assert.All(Enumerable.Range(1, 3000), rows =>
        {
            double[] flat = [.. Enumerable.Repeat(100.1, rows)];
            Assert.Equal(0, CentralMoment.Of(flat).Deviation(flat));
        });

    private static double Square(double x) => x * x;

    private static double Scalar(ReadOnlySpan<double> values, Func<double, double, double> add)
    {
        if (values.Length > 1024)
        {
            int left = 1024;
            while (2 * left < values.Length) left *= 2;
            return Scalar(values[..left], add) + Scalar(values[left..], add);
        }

        var lanes = new double[16];
        for (int row = 0; row < values.Length; row++) lanes[row % 16] = add(lanes[row % 16], values[row]);
        for (int half = 8; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++) lanes[lane] += lanes[lane + half];
        }

        return lanes[0];
    }
}
