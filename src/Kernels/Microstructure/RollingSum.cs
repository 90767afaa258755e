using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Microstructure;

/// <summary>The sums of every window of a column: the bits of <see cref="WindowTree.Sum"/>, along time.</summary>
internal static class RollingSum
{
    /// <param name="values">At least as many as a window.</param>
    /// <param name="width">Of a window.</param>
    /// <param name="sums">One per window, values − width + 1: the first is that of the oldest window.</param>
    public static void Of(ReadOnlySpan<double> values, int width, Span<double> sums)
    {
        // Level l holds the sums of the last 2^l values; a window is one block of each level that its width has a bit
        // for.
        int rows = values.Length, top = BitOperations.Log2((uint)width);
        double[] rented = ArrayPool<double>.Shared.Rent((top + 1) * rows);
        values.CopyTo(rented);
        for (int level = 0; level < top; level++)
        {
            int half = 1 << level, first = (2 * half) - 1;
            Span<double> lower = rented.AsSpan(level * rows, rows), upper = rented.AsSpan((level + 1) * rows, rows);
            Add(lower[first..], lower[(first - half)..], upper[first..]);
        }

        int newest = width - 1;
        rented.AsSpan((top * rows) + newest, sums.Length).CopyTo(sums);
        for (int level = top - 1, taken = 1 << top; level >= 0; level--)
        {
            if ((width >> level & 1) == 0) continue;
            Add(sums, rented.AsSpan((level * rows) + newest - taken), sums);
            taken += 1 << level;
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sum)
    {
        ref double x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        ref double to = ref MemoryMarshal.GetReference(sum);
        int row = 0;
        for (; row <= sum.Length - 4; row += 4)
        {
            Vector256<double> four = Vector256.LoadUnsafe(ref x, (nuint)row) + Vector256.LoadUnsafe(ref y, (nuint)row);
            four.StoreUnsafe(ref to, (nuint)row);
        }

        for (; row < sum.Length; row++) sum[row] = a[row] + b[row];
    }
}
