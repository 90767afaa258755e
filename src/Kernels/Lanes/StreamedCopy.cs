using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Lanes;

/// <summary>Copies what nobody reads soon: past the caches, so that memory is not read before it is written.</summary>
internal static unsafe class StreamedCopy
{
    /// <summary>Doubles; fewer stay in a cache, where their reader finds them.</summary>
    public const long WorthFrom = 1 << 20;

    public static void Copy(ReadOnlySpan<double> from, Span<double> to)
    {
        fixed (double* source = from, target = to[..from.Length])
        {
            int row = 0, rows = from.Length;
            // Whole cache lines only, each by one store: a part of one would be read and written again.
            for (; row < rows && ((nint)(target + row) & 63) != 0; row++) target[row] = source[row];
            for (; row <= rows - 8; row += 8)
            {
                Vector512.StoreAlignedNonTemporal(Vector512.Load(source + row), target + row);
            }

            for (; row < rows; row++) target[row] = source[row];
        }
    }
}
