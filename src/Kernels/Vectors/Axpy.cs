using System.Numerics;

namespace Tauric.Kernels.Vectors;

/// <summary>to ← to + factor·values, one fused multiply-add a value: the same bits for any width.</summary>
internal static class Axpy
{
    public static void Add(double factor, ReadOnlySpan<double> values, Span<double> to)
    {
        var factors = new Vector<double>(factor);
        int i = 0;
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var sum = Vector.FusedMultiplyAdd(factors, new Vector<double>(values[i..]), new Vector<double>(to[i..]));
            sum.CopyTo(to[i..]);
        }

        for (; i < to.Length; i++) to[i] = Math.FusedMultiplyAdd(factor, values[i], to[i]);
    }
}
