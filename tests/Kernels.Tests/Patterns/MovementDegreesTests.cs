using Tauric.Kernels.Patterns;

namespace Tauric.Kernels.Tests.Patterns;

public sealed class MovementDegreesTests
{
    private static readonly double[] Changes =
        [-1e9, -2.5, -2, -1.75, -1, -0.5, -0.25, 0, 0.3, 1, 1.5, 2, 7, double.PositiveInfinity];

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 0)]
    [InlineData(0.25, 1, 0.25)]
    [InlineData(0.25, 0, 0.75)]
    [InlineData(-1.75, -2, 0.75)]
    [InlineData(-9, -2, 1)]
    [InlineData(9, 2, 1)]
    [InlineData(9, 1, 0)]
    public void Degrees_worked_by_hand(double change, int state, double expected) =>
        Assert.Equal(expected, Of(state, change)[0], 1e-15);

    [Fact]
    public void The_five_states_add_up_to_1() => Assert.All(Changes, change =>
        Assert.Equal(1, Enumerable.Range(-2, 5).Sum(state => Of(state, change)[0]), 1e-15));

    [Fact]
    public void A_run_has_the_sum_of_its_states()
    {
        foreach (int low in Enumerable.Range(-2, 5))
        {
            foreach (int high in Enumerable.Range(low, 3 - low))
            {
                Assert.All(Changes, change => Assert.Equal(
                    Enumerable.Range(low, high - low + 1).Sum(state => Of(state, change)[0]),
                    Of(new Movement(low, high), change)[0],
                    1e-15));
            }
        }
    }

    [Fact]
    public void Rows_together_have_the_bits_of_rows_one_by_one()
    {
        double[] changes = [.. Changes, double.NaN], together = Of(1, changes);
        for (int row = 0; row < changes.Length; row++) Assert.Equal(Of(1, changes[row])[0], together[row]);
    }

    [Fact]
    public void A_change_is_counted_in_scales_and_without_a_scale_there_is_none()
    {
        var changes = new double[5];
        MovementDegrees.Changes([1, double.NaN, 4, 7, 8, 8, 8], 2, [2, 1, 4, 0, double.NaN], changes);
        Assert.Equal([1.5, double.NaN, 1, 0, double.NaN], changes);
    }

    private static double[] Of(Movement movement, params double[] changes)
    {
        var degrees = new double[changes.Length];
        MovementDegrees.Of(movement, changes, degrees);
        return degrees;
    }
}
