using System.Buffers;
using System.Numerics;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Microstructure;

/// <summary>The sums of every window of a column: the bits of <see cref="WindowTree.Sum"/>, along time.</summary>
internal static class RollingSum
{
    /// <param name="values">At least as many as a window.</param>
    /// <param name="width">Of a window.</param>
    /// <param name="sums">One per window, values − width + 1: the first is that of the oldest window.</param>
    public static unsafe void Of(ReadOnlySpan<double> values, int width, Span<double> sums)
    {
        // Level l holds the sums of the last 2^l values; a window is one block of each level that its width has a bit
        // for.
        int rows = values.Length, top = BitOperations.Log2((uint)width);
        double[] rented = ArrayPool<double>.Shared.Rent((top + 1) * rows);
        values.CopyTo(rented);
        fixed (double* levels = rented, to = sums)
        {
            for (int level = 0; level < top; level++)
            {
                int half = 1 << level;
                double* lower = levels + (level * rows);
                EachRow.Run(new Sum(lower, lower - half, lower + rows), (2 * half) - 1, rows);
            }

            double* newest = levels + width - 1;
            new ReadOnlySpan<double>(newest + (top * rows), sums.Length).CopyTo(sums);
            for (int level = top - 1, taken = 1 << top; level >= 0; level--)
            {
                if ((width >> level & 1) == 0) continue;
                EachRow.Run(new Sum(to, newest + (level * rows) - taken, to), 0, sums.Length);
                taken += 1 << level;
            }
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private readonly unsafe struct Sum(double* a, double* b, double* to) : IRowOp
    {
        public void At<T>(nint row)
            where T : struct, ILane<T> => T.Store(T.Load(a + row) + T.Load(b + row), to + row);
    }
}
