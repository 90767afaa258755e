using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tauric.Kernels.Vectors;

namespace Tauric.WriterModel;

/// <summary>
/// Matrix products on one core. An element is the sum, in order, of chains of fused multiply-adds over 256 steps of k
/// each, so that the width of the registers does not show.
/// </summary>
internal static class Gemm
{
    /// <summary>c = beta·c + alpha·a·b; c, whose rows are contiguous, is not read when beta is 0.</summary>
    public static void Multiply(Matrix a, Matrix b, Matrix c, float beta = 0, float alpha = 1)
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns || c.ColumnStep != 1)
            throw new ArgumentException($"{a.Rows}×{a.Columns} · {b.Rows}×{b.Columns} in {c.Rows}×{c.Columns}");
        if (Vector512.IsHardwareAccelerated) Gemm<FloatLanes512, Vector512<float>>.Multiply(a, b, c, beta, alpha);
        else Gemm<FloatLanes256, Vector256<float>>.Multiply(a, b, c, beta, alpha);
    }
}

/// <inheritdoc cref="Gemm"/>
internal static unsafe class Gemm<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    private const int Height = 6;
    private const int Depth = 256;        // A panel of it stays in the first cache.
    private const int BlockRows = 240;    // Of a, which stay in the second.

    [ThreadStatic]
    private static FloatBuffer? _panels;

    private static int Breadth => 2 * TLanes.Width;

    public static void Multiply(Matrix a, Matrix b, Matrix c, float beta, float alpha)
    {
        int padded = (c.Columns + Breadth - 1) / Breadth * Breadth;
        if (_panels is null || _panels.Length < Depth * padded) _panels = new FloatBuffer(Depth * padded);
        float* panels = _panels.Data;
        for (int k = 0; k < a.Columns; k += Depth)
        {
            int depth = Math.Min(Depth, a.Columns - k);
            Pack(b.Part(k, depth, 0, b.Columns), panels);
            var scale = new Scale(alpha, k == 0 ? beta : 1);
            for (int row = 0; row < a.Rows; row += BlockRows)
            {
                int rows = Math.Min(BlockRows, a.Rows - row);
                Block(a.Part(row, rows, k, depth), panels, c.Part(row, rows, 0, c.Columns), scale);
            }
        }
    }

    private static void Block(Matrix a, float* panels, Matrix c, Scale scale)
    {
        float* spare = stackalloc float[Height * Breadth];
        var plain = new Scale(1, 0);
        for (int column = 0; column < c.Columns; column += Breadth, panels += a.Columns * Breadth)
        {
            int columns = Math.Min(Breadth, c.Columns - column);
            for (int row = 0; row < a.Rows; row += Height)
            {
                int rows = Math.Min(Height, a.Rows - row);
                Matrix to = c.Part(row, rows, column, columns);
                if (rows == Height && columns == Breadth)
                {
                    Tile(a.Row(row), a, Height, panels, to.Data, to.RowStep, &scale);
                    continue;
                }

                Tile(a.Row(row), a, rows, panels, spare, Breadth, &plain);
                Combine(spare, to, scale);
            }
        }
    }

    /// <summary>6 rows × two registers of columns: 12 chains held in registers.</summary>
    private static void Tile(float* a, Matrix from, int height, float* panel, float* c, nint pitch, Scale* scale)
    {
        nint down = from.RowStep, along = from.ColumnStep;
        float* r1 = a + (height > 1 ? down : 0), r2 = r1 + (height > 2 ? down : 0);
        float* r3 = r2 + (height > 3 ? down : 0), r4 = r3 + (height > 4 ? down : 0);
        float* r5 = r4 + (height > 5 ? down : 0);
        int width = TLanes.Width;
        TVector s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        TVector s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        nint at = 0;
        for (int k = from.Columns; k > 0; k--, panel += 2 * width, at += along)
        {
            TVector p0 = TLanes.Load(panel), p1 = TLanes.Load(panel + width);
            TVector row = TLanes.All(a[at]);
            s00 = TLanes.FusedMultiplyAdd(row, p0, s00);
            s01 = TLanes.FusedMultiplyAdd(row, p1, s01);
            row = TLanes.All(r1[at]);
            s10 = TLanes.FusedMultiplyAdd(row, p0, s10);
            s11 = TLanes.FusedMultiplyAdd(row, p1, s11);
            row = TLanes.All(r2[at]);
            s20 = TLanes.FusedMultiplyAdd(row, p0, s20);
            s21 = TLanes.FusedMultiplyAdd(row, p1, s21);
            row = TLanes.All(r3[at]);
            s30 = TLanes.FusedMultiplyAdd(row, p0, s30);
            s31 = TLanes.FusedMultiplyAdd(row, p1, s31);
            row = TLanes.All(r4[at]);
            s40 = TLanes.FusedMultiplyAdd(row, p0, s40);
            s41 = TLanes.FusedMultiplyAdd(row, p1, s41);
            row = TLanes.All(r5[at]);
            s50 = TLanes.FusedMultiplyAdd(row, p0, s50);
            s51 = TLanes.FusedMultiplyAdd(row, p1, s51);
        }

        Put(s00, s01, c, scale);
        Put(s10, s11, c += pitch, scale);
        Put(s20, s21, c += pitch, scale);
        Put(s30, s31, c += pitch, scale);
        Put(s40, s41, c += pitch, scale);
        Put(s50, s51, c + pitch, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector s0, TVector s1, float* c, Scale* scale)
    {
        TVector alpha = TLanes.All(scale->Alpha);
        (s0, s1) = (TLanes.Multiply(alpha, s0), TLanes.Multiply(alpha, s1));
        if (scale->Beta != 0)
        {
            TVector beta = TLanes.All(scale->Beta);
            s0 = TLanes.FusedMultiplyAdd(beta, TLanes.Load(c), s0);
            s1 = TLanes.FusedMultiplyAdd(beta, TLanes.Load(c + TLanes.Width), s1);
        }

        TLanes.Store(s0, c);
        TLanes.Store(s1, c + TLanes.Width);
    }

    private static void Combine(float* spare, Matrix to, Scale scale)
    {
        for (int row = 0; row < to.Rows; row++, spare += Breadth)
        {
            float* c = to.Row(row);
            for (int j = 0; j < to.Columns; j++)
            {
                float sum = scale.Alpha * spare[j];
                c[j] = scale.Beta == 0 ? sum : MathF.FusedMultiplyAdd(scale.Beta, c[j], sum);
            }
        }
    }

    /// <summary>Panels of <see cref="Breadth"/> columns, line by line, zeros after the last column.</summary>
    private static void Pack(Matrix b, float* to)
    {
        for (int column = 0; column < b.Columns; column += Breadth, to += b.Rows * Breadth)
        {
            Matrix part = b.Part(0, b.Rows, column, Math.Min(Breadth, b.Columns - column));
            if (part.Columns < Breadth) new Span<float>(to, b.Rows * Breadth).Clear();
            if (part.ColumnStep == 1) PackLines(part, to);
            else PackColumns(part, to);
        }
    }

    private static void PackLines(Matrix part, float* to)
    {
        for (int k = 0; k < part.Rows; k++)
            new Span<float>(part.Row(k), part.Columns).CopyTo(new Span<float>(to + (k * Breadth), Breadth));
    }

    private static void PackColumns(Matrix part, float* to)
    {
        for (int j = 0; j < part.Columns; j++)
        {
            float* from = part.Data + (j * part.ColumnStep);
            for (nint k = 0; k < part.Rows; k++) to[(k * Breadth) + j] = from[k * part.RowStep];
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Scale(float Alpha, float Beta);
}
