using Tauric.Engine;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

/// <summary>Rows for tests: normal values, some rows repeated, some zero; padded and unaligned on request.</summary>
public sealed class RandomRows
{
    private readonly int _offset;
    private readonly int _pitch;

    public RandomRows(long seed, int count, int dimension, int offset = 0, int padding = 0, float spread = 1)
    {
        (Count, Dimension, _offset, _pitch) = (count, dimension, offset, dimension + padding);
        Values = new float[offset + (count * _pitch)];
        Array.Fill(Values, float.NaN);      // What is not a value must not be read.
        var random = CounterRandom.For(seed, "rows");
        for (int row = 0; row < count; row++)
        {
            int kind = random.NextInt(12);
            for (int column = 0; column < dimension; column++)
            {
                double value = spread * Math.Round(random.NextNormal(), 3);
                float again = row == 0 ? 1 : Values[At(row / 2) + column];
                Values[At(row) + column] = kind == 0 ? 0 : kind < 3 ? again : (float)value;
            }
        }
    }

    private RandomRows(float[] values, int count, int dimension) =>
        (Values, Count, Dimension, _pitch) = (values, count, dimension, dimension);

    public float[] Values { get; }

    public int Count { get; }

    public int Dimension { get; }

    public Rows Rows => new(Values.AsSpan(_offset), Count, Dimension, _pitch);

    public static RandomRows Of(int dimension, params float[] values) =>
        new(values, values.Length / dimension, dimension);

    /// <summary>Row i is row order[i] of this.</summary>
    public RandomRows Permuted(int[] order) =>
        new([.. order.SelectMany(row => Values[At(row)..(At(row) + Dimension)])], Count, Dimension);

    private int At(int row) => _offset + (row * _pitch);
}
