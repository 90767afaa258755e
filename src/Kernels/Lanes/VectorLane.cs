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

    /// <summary>Rows become columns: four rows of four series, or back.</summary>
    public static void Transpose(ref VectorLane a, ref VectorLane b, ref VectorLane c, ref VectorLane d)
    {
        Vector256<double> lowAb = Avx.UnpackLow(a._values, b._values), highAb = Avx.UnpackHigh(a._values, b._values);
        Vector256<double> lowCd = Avx.UnpackLow(c._values, d._values), highCd = Avx.UnpackHigh(c._values, d._values);
        a = new(Avx.Permute2x128(lowAb, lowCd, 0x20));
        b = new(Avx.Permute2x128(highAb, highCd, 0x20));
        c = new(Avx.Permute2x128(lowAb, lowCd, 0x31));
        d = new(Avx.Permute2x128(highAb, highCd, 0x31));
    }
}
