using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Statistics;

/// <summary>What a row adds to a sum, four rows at a time.</summary>
internal interface ITerm
{
    Vector256<double> AddTo(Vector256<double> sum, Vector256<double> x);
}

/// <summary>The one definition of a sum over a whole column: a fixed tree, a pure function of its rows.</summary>
/// <remarks>
/// A column is cut into blocks of 1024 rows. In a block, lane j of 16 starts at 0 and takes rows j, j+16, j+32, … in
/// order; then lane j takes lane j+8, then j+4, j+2, j+1. Above the blocks stands a binary tree whose left branch is
/// the largest power of two of blocks that leaves the right one something. Pairwise summation (Higham 1993): the error
/// grows with log n. <see cref="Vector256"/> rounds alike on every machine, with or without AVX2.
/// </remarks>
internal static class BlockSum
{
    private const int BlockRows = 1024;
    private const int Lanes = 16;

    /// <summary>Plain sum; 0 without rows.</summary>
    public static double Of(ReadOnlySpan<double> values) => Of(values, default(Plain));

    /// <summary>The sum times the reciprocal of the count, rounded once.</summary>
    public static double Mean(ReadOnlySpan<double> values) => Of(values) * (1.0 / values.Length);

    public static double Of<TTerm>(ReadOnlySpan<double> x, TTerm term)
        where TTerm : struct, ITerm
    {
        if (x.Length <= BlockRows) return Block(x, term);
        int left = BlockRows << BitOperations.Log2((uint)(x.Length - 1) / BlockRows);
        return Of(x[..left], term) + Of(x[left..], term);
    }

    private static double Block<TTerm>(ReadOnlySpan<double> x, TTerm term)
        where TTerm : struct, ITerm
    {
        Vector256<double> a = default, b = default, c = default, d = default;
        for (; x.Length >= Lanes; x = x[Lanes..])
        {
            ref double row = ref MemoryMarshal.GetReference(x);
            a = term.AddTo(a, Vector256.LoadUnsafe(ref row));
            b = term.AddTo(b, Vector256.LoadUnsafe(ref row, 4));
            c = term.AddTo(c, Vector256.LoadUnsafe(ref row, 8));
            d = term.AddTo(d, Vector256.LoadUnsafe(ref row, 12));
        }

        Span<double> rest = stackalloc double[Lanes];
        x.CopyTo(rest);
        a = AddFirst(x.Length, a, rest, term);
        b = AddFirst(x.Length - 4, b, rest[4..], term);
        c = AddFirst(x.Length - 8, c, rest[8..], term);
        d = AddFirst(x.Length - 12, d, rest[12..], term);
        Vector256<double> four = (a + c) + (b + d);
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    /// <summary>The lanes that still have a row take it.</summary>
    private static Vector256<double> AddFirst<TTerm>(
        int count, Vector256<double> sum, ReadOnlySpan<double> rows, TTerm term)
        where TTerm : struct, ITerm
    {
        var isThere = Vector256.LessThan(Vector256.Create(0.0, 1, 2, 3), Vector256.Create((double)count));
        return Vector256.ConditionalSelect(isThere, term.AddTo(sum, Vector256.Create(rows)), sum);
    }

    private readonly struct Plain : ITerm
    {
        public Vector256<double> AddTo(Vector256<double> sum, Vector256<double> x) => sum + x;
    }
}
