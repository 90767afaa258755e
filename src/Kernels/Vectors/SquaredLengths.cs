using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Vectors;

/// <summary>dot(x, x) of rows: four times eight chains at once, since one chain waits for itself.</summary>
internal static unsafe class SquaredLengths
{
    private const int Eight = EightRows.Count;

    public static void Of(in RowsAt rows, int start, int count, float* lengths)
    {
        bool eights = count >= Eight && EightRows.IsSupported;
        for (int row = 0; !eights && row < count; row++)
            lengths[row] = Similarity.Dot(rows.Row(start + row), rows.Row(start + row));
        for (int row = 0; eights && row < count; row += 4 * Eight)
        {
            // An eight that would reach past the end is the last one, once more.
            int last = count - Eight, r0 = Math.Min(row, last), r1 = Math.Min(row + Eight, last);
            int r2 = Math.Min(row + (2 * Eight), last), r3 = Math.Min(row + (3 * Eight), last);
            FourEights(rows[start + r0], rows[start + r1], rows[start + r2], rows[start + r3],
                rows.Pitch, rows.Dimension, lengths + r0, lengths + r1, lengths + r2, lengths + r3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourEights(float* r0, float* r1, float* r2, float* r3, nint pitch, int dimension,
        float* to0, float* to1, float* to2, float* to3)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        nint k = 0;
        for (; k + EightRows.Columns <= dimension; k += EightRows.Columns)
        {
            s0 = FourColumns(r0 + k, pitch, s0);
            s1 = FourColumns(r1 + k, pitch, s1);
            s2 = FourColumns(r2 + k, pitch, s2);
            s3 = FourColumns(r3 + k, pitch, s3);
        }

        for (; k < dimension; k++)
        {
            s0 = OneColumn(r0 + k, pitch, s0);
            s1 = OneColumn(r1 + k, pitch, s1);
            s2 = OneColumn(r2 + k, pitch, s2);
            s3 = OneColumn(r3 + k, pitch, s3);
        }

        s0.Store(to0);
        s1.Store(to1);
        s2.Store(to2);
        s3.Store(to3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> FourColumns(float* row, nint pitch, Vector256<float> sum)
    {
        EightRows.Turn(row, pitch, out var column0, out var column1, out var column2, out var column3);
        sum = Vector256.FusedMultiplyAdd(column0, column0, sum);
        sum = Vector256.FusedMultiplyAdd(column1, column1, sum);
        sum = Vector256.FusedMultiplyAdd(column2, column2, sum);
        return Vector256.FusedMultiplyAdd(column3, column3, sum);
    }

    private static Vector256<float> OneColumn(float* row, nint pitch, Vector256<float> sum)
    {
        var column = Vector256.Create(row[0], row[pitch], row[2 * pitch], row[3 * pitch],
            row[4 * pitch], row[5 * pitch], row[6 * pitch], row[7 * pitch]);
        return Vector256.FusedMultiplyAdd(column, column, sum);
    }
}
