using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

public sealed class NormaliseTests
{
    [Fact]
    public void Rows_worked_by_hand_and_zero_stays_zero()
    {
        float[] unit = new float[6];
        Normalise.Rows(RandomRows.Of(2, 3, 4, 0, 0, -8, 6).Rows, unit);
        Assert.Equal([0.6f, 0.8f, 0, 0, -0.8f, 0.6f], unit, (a, b) => Math.Abs(a - b) < 1e-7f);
    }

    [Fact]
    public void Every_row_is_its_values_times_its_factor_to_the_bit()
    {
        for (int size = 1; size <= 19; size++)
        {
            var rows = new RandomRows(size, count: 20 - size, dimension: size, offset: size % 5, padding: size % 3);
            float[] unit = new float[rows.Count * size];
            Normalise.Rows(rows.Rows, unit);
            for (int row = 0; row < rows.Count; row++)
            {
                float factor = Metric.Cosine.Terms(Similarity.Dot(rows.Rows[row], rows.Rows[row])).Factor;
                for (int i = 0; i < size; i++) Assert.Equal(rows.Rows[row][i] * factor, unit[(row * size) + i]);
            }
        }
    }

    [Fact]
    public void In_place_is_the_same()
    {
        var rows = new RandomRows(3, 21, 9);
        float[] unit = new float[21 * 9];
        Normalise.Rows(rows.Rows, unit);
        Normalise.Rows(rows.Rows, rows.Values);
        Assert.Equal(unit, rows.Values);
    }
}
