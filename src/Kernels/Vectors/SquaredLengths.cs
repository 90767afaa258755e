namespace Tauric.Kernels.Vectors;

/// <summary>dot(x, x) of rows: eight chains at a time, since one chain waits for itself.</summary>
internal static unsafe class SquaredLengths
{
    public static void Of(in RowsAt rows, int start, int count, float* lengths)
    {
        int row = 0;
        for (; row + 8 <= count; row += 8) Eight(rows[start + row], rows.Pitch, rows.Dimension, lengths + row);
        for (; row < count; row++) lengths[row] = Similarity.Dot(rows.Row(start + row), rows.Row(start + row));
    }

    private static void Eight(float* r0, nint pitch, int dimension, float* lengths)
    {
        float* r1 = r0 + pitch, r2 = r1 + pitch, r3 = r2 + pitch;
        float* r4 = r3 + pitch, r5 = r4 + pitch, r6 = r5 + pitch, r7 = r6 + pitch;
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        for (nint k = 0; k < dimension; k++)
        {
            s0 = MathF.FusedMultiplyAdd(r0[k], r0[k], s0);
            s1 = MathF.FusedMultiplyAdd(r1[k], r1[k], s1);
            s2 = MathF.FusedMultiplyAdd(r2[k], r2[k], s2);
            s3 = MathF.FusedMultiplyAdd(r3[k], r3[k], s3);
            s4 = MathF.FusedMultiplyAdd(r4[k], r4[k], s4);
            s5 = MathF.FusedMultiplyAdd(r5[k], r5[k], s5);
            s6 = MathF.FusedMultiplyAdd(r6[k], r6[k], s6);
            s7 = MathF.FusedMultiplyAdd(r7[k], r7[k], s7);
        }

        (lengths[0], lengths[1], lengths[2], lengths[3]) = (s0, s1, s2, s3);
        (lengths[4], lengths[5], lengths[6], lengths[7]) = (s4, s5, s6, s7);
    }
}
