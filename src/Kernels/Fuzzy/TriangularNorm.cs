using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>The driver under every t-norm: orders the operands, keeps NaN, loops.</summary>
public abstract record TriangularNorm : ITriangularNorm
{
    public double And(double left, double right)
    {
        double result = 0;
        And(new ReadOnlySpan<double>(in left), new ReadOnlySpan<double>(in right), new Span<double>(ref result));
        return result;
    }

    public double Or(double left, double right)
    {
        double result = 0;
        Or(new ReadOnlySpan<double>(in left), new ReadOnlySpan<double>(in right), new Span<double>(ref result));
        return result;
    }

    public abstract void And(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result);

    public abstract void Or(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result);

    private protected static unsafe void Each<TConnective>(
        ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result)
        where TConnective : struct, IConnective
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, left.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(result.Length, left.Length);
        fixed (double* a = left, b = right, to = result)
        {
            EachRow.Run(new Over<TConnective>(a, b, to), 0, left.Length);
        }
    }

    private readonly unsafe struct Over<TConnective>(double* left, double* right, double* to) : IRowOp
        where TConnective : struct, IConnective
    {
        private readonly double* _left = left;
        private readonly double* _right = right;
        private readonly double* _to = to;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(nint row)
            where T : struct, ILane<T>
        {
            T a = T.Load(_left + row), b = T.Load(_right + row), sum = a + b;
            // A NaN is not equal to itself.
            T result = T.IfEqual(sum, sum, TConnective.Of(T.Min(a, b), T.Max(a, b)), sum);
            T.Store(result, _to + row);
        }
    }
}

/// <summary>A connective of two degrees. It gets them ordered, so it cannot but be commutative.</summary>
internal interface IConnective
{
    static abstract T Of<T>(T lesser, T greater)
        where T : struct, ILane<T>;
}
