using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tauric.Kernels.Lanes;

/// <summary>Four doubles: rows of one series that follow each other, or one row of four series.</summary>
internal readonly struct VectorLane(Vector256<double> values) : ILane<VectorLane>
{
    private readonly Vector256<double> _values = values;

    /// <summary>Whether four at once is faster than one by one here; the bits are the same.</summary>
    public static bool IsSupported => Avx2.IsSupported && System.Runtime.Intrinsics.X86.Fma.IsSupported;

    public static int Width => 4;

    public static implicit operator VectorLane(double value) => new(Vector256.Create(value));

    public static unsafe VectorLane Load(double* from) => new(Vector256.Load(from));

    public static unsafe void Store(VectorLane value, double* to) => Vector256.Store(value._values, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane Back(VectorLane now, VectorLane before, int rows)
    {
        Vector256<double> middle = Avx.Permute2x128(before._values, now._values, 0x21);
        return rows switch
        {
            0 => now,
            1 => new(Avx.Shuffle(middle, now._values, 0b0101)),
            2 => new(middle),
            3 => new(Avx.Shuffle(before._values, middle, 0b0101)),
            _ => before,
        };
    }

    public static VectorLane operator +(VectorLane left, VectorLane right) => new(left._values + right._values);

    public static VectorLane operator -(VectorLane left, VectorLane right) => new(left._values - right._values);

    public static VectorLane operator *(VectorLane left, VectorLane right) => new(left._values * right._values);

    public static VectorLane operator /(VectorLane left, VectorLane right) => new(left._values / right._values);

    public static VectorLane operator -(VectorLane value) => new(-value._values);

    public static VectorLane Fma(VectorLane a, VectorLane b, VectorLane c) =>
        new(Vector256.FusedMultiplyAdd(a._values, b._values, c._values));

    // MAXPD and MINPD give the second operand of equals, as the scalar lane does.
    public static VectorLane Max(VectorLane left, VectorLane right) => new(Avx.Max(left._values, right._values));

    public static VectorLane Min(VectorLane left, VectorLane right) => new(Avx.Min(left._values, right._values));

    public static VectorLane Abs(VectorLane value) => new(Vector256.Abs(value._values));

    public static VectorLane Sqrt(VectorLane value) => new(Vector256.Sqrt(value._values));

    public static VectorLane IfGreater(VectorLane left, VectorLane right, VectorLane yes, VectorLane no) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(left._values, right._values), yes._values, no._values));

    public static VectorLane IfEqual(VectorLane left, VectorLane right, VectorLane yes, VectorLane no) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(left._values, right._values), yes._values, no._values));

    /// <summary>Columns a, b, c, d become rows v, w, x, y, or back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Transpose(
        double* a, double* b, double* c, double* d, double* v, double* w, double* x, double* y)
    {
        // Halves are put together while they are loaded: shuffles are what a core has least of.
        Vector256<double> lowAc = Vector256.Create(Vector128.Load(a), Vector128.Load(c));
        Vector256<double> lowBd = Vector256.Create(Vector128.Load(b), Vector128.Load(d));
        Vector256<double> highAc = Vector256.Create(Vector128.Load(a + 2), Vector128.Load(c + 2));
        Vector256<double> highBd = Vector256.Create(Vector128.Load(b + 2), Vector128.Load(d + 2));
        Vector256.Store(Avx.UnpackLow(lowAc, lowBd), v);
        Vector256.Store(Avx.UnpackHigh(lowAc, lowBd), w);
        Vector256.Store(Avx.UnpackLow(highAc, highBd), x);
        Vector256.Store(Avx.UnpackHigh(highAc, highBd), y);
    }
}
