using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tauric.Kernels.Vectors;

/// <summary>Eight neighbouring rows as registers of one column each, so that sums of rows run side by side.</summary>
internal static unsafe class EightRows
{
    public const int Count = 8, Columns = 4;

    public static bool IsSupported => Avx.IsSupported;

    /// <param name="row">The first row at the first of four columns; row i at i·pitch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(float* row, nint pitch, out Vector256<float> column0, out Vector256<float> column1,
        out Vector256<float> column2, out Vector256<float> column3)
    {
        Vector256<float> a = Pair(row, pitch), b = Pair(row + pitch, pitch);
        Vector256<float> c = Pair(row + (2 * pitch), pitch), d = Pair(row + (3 * pitch), pitch);
        Vector256<float> ab = Avx.UnpackLow(a, b), cd = Avx.UnpackLow(c, d);
        (column0, column1) = (Avx.Shuffle(ab, cd, 0b01_00_01_00), Avx.Shuffle(ab, cd, 0b11_10_11_10));
        (ab, cd) = (Avx.UnpackHigh(a, b), Avx.UnpackHigh(c, d));
        (column2, column3) = (Avx.Shuffle(ab, cd, 0b01_00_01_00), Avx.Shuffle(ab, cd, 0b11_10_11_10));
    }

    /// <summary>Four columns of a row and of the fourth row after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* row, nint pitch) =>
        Vector256.Create(Vector128.Load(row), Vector128.Load(row + (4 * pitch)));
}
