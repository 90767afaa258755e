using System.Numerics;
using System.Runtime.InteropServices;

namespace Tauric.Kernels.Vectors;

/// <summary>
/// A matrix of f32 rows: row r is <c>values[r·pitch .. r·pitch + dimension)</c>. A view: it owns nothing.
/// </summary>
/// <remarks>
/// Every value is finite and at most 2⁵⁰ in magnitude: so no dot, norm or squared distance of up to 2²⁴ dimensions
/// overflows, and no kernel behind this edge meets NaN or infinity.
/// </remarks>
public readonly ref struct Rows
{
    /// <summary>The largest magnitude of a value.</summary>
    public const float MagnitudeMax = 1L << 50;

    private const int DimensionMax = 1 << 24;

    /// <summary>Contiguous rows: the pitch is the dimension.</summary>
    /// <inheritdoc cref="Rows(ReadOnlySpan{float}, int, int, int)"/>
    public Rows(ReadOnlySpan<float> values, int count, int dimension)
        : this(values, count, dimension, dimension)
    {
    }

    /// <param name="values">At least (count − 1)·pitch + dimension values.</param>
    /// <param name="count">Rows; 0 is allowed.</param>
    /// <param name="dimension">Values a row, 1 to 2²⁴.</param>
    /// <param name="pitch">From the start of a row to the start of the next, at least the dimension.</param>
    /// <exception cref="ArgumentException">
    /// Sizes do not fit, or a value is NaN, infinite or too large; names row and column.
    /// </exception>
    public Rows(ReadOnlySpan<float> values, int count, int dimension, int pitch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, DimensionMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(pitch, dimension);
        long needed = count == 0 ? 0 : ((long)(count - 1) * pitch) + dimension;
        if (values.Length < needed)
        {
            throw new ArgumentException($"{count} rows of {dimension} at pitch {pitch} need {needed} values, "
                + $"there are {values.Length}.", nameof(values));
        }

        Values = values[..(int)needed];
        Count = count;
        Dimension = dimension;
        Pitch = pitch;
        for (int row = 0; row < count; row++) Check(this[row], row);
    }

    private Rows(ReadOnlySpan<float> values, scoped in Rows of, int count)
    {
        Values = values;
        Count = count;
        Dimension = of.Dimension;
        Pitch = of.Pitch;
    }

    /// <summary>From the first value of the first row to the last of the last; what lies between is padding.</summary>
    public ReadOnlySpan<float> Values { get; }

    public int Count { get; }

    public int Dimension { get; }

    public int Pitch { get; }

    public ReadOnlySpan<float> this[int row] => Values.Slice(row * Pitch, Dimension);

    /// <summary>The rows [start, start + count).</summary>
    public Rows Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(Count - start));
        return count == 0
            ? new Rows([], this, 0)
            : new Rows(Values.Slice(start * Pitch, ((count - 1) * Pitch) + Dimension), this, count);
    }

    private static void Check(ReadOnlySpan<float> values, int row)
    {
        ReadOnlySpan<Vector<float>> lanes = MemoryMarshal.Cast<float, Vector<float>>(values);
        var limit = new Vector<float>(MagnitudeMax);
        bool sound = true;
        foreach (Vector<float> lane in lanes) sound &= Vector.LessThanOrEqualAll(Vector.Abs(lane), limit);
        foreach (float value in values[(lanes.Length * Vector<float>.Count)..]) sound &= Fits(value);
        for (int column = 0; !sound; column++)
        {
            if (Fits(values[column])) continue;
            throw new ArgumentException($"Row {row}, column {column} is {values[column]}: "
                + "values are finite and at most 2^50 in magnitude.", nameof(values));
        }
    }

    private static bool Fits(float value) => MathF.Abs(value) <= MagnitudeMax;
}
