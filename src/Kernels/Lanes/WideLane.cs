using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tauric.Kernels.Lanes;

/// <summary>Eight doubles: rows of one series that follow each other, where AVX-512 takes them at once.</summary>
internal readonly struct WideLane(Vector512<double> values) : ILane<WideLane>
{
    private readonly Vector512<double> _values = values;

    public static bool IsSupported => VectorLane.IsSupported && Avx512F.IsSupported && Vector512.IsHardwareAccelerated;

    public static int Width => 8;

    public static implicit operator WideLane(double value) => new(Vector512.Create(value));

    public static unsafe WideLane Load(double* from) => new(Vector512.Load(from));

    public static unsafe void Store(WideLane value, double* to) => Vector512.Store(value._values, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLane Back(WideLane now, WideLane before, int rows)
    {
        Vector512<long> lanes = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7) + Vector512.Create(8L - rows);
        return new(Avx512F.PermuteVar8x64x2(before._values, lanes, now._values));
    }

    public static WideLane operator +(WideLane left, WideLane right) => new(left._values + right._values);

    public static WideLane operator -(WideLane left, WideLane right) => new(left._values - right._values);

    public static WideLane operator *(WideLane left, WideLane right) => new(left._values * right._values);

    public static WideLane operator /(WideLane left, WideLane right) => new(left._values / right._values);

    public static WideLane operator -(WideLane value) => new(-value._values);

    public static WideLane Fma(WideLane a, WideLane b, WideLane c) =>
        new(Vector512.FusedMultiplyAdd(a._values, b._values, c._values));

    // MAXPD and MINPD give the second operand of equals, as the scalar lane does.
    public static WideLane Max(WideLane left, WideLane right) => new(Avx512F.Max(left._values, right._values));

    public static WideLane Min(WideLane left, WideLane right) => new(Avx512F.Min(left._values, right._values));

    public static WideLane Abs(WideLane value) => new(Vector512.Abs(value._values));

    public static WideLane Sqrt(WideLane value) => new(Vector512.Sqrt(value._values));

    public static WideLane IfGreater(WideLane left, WideLane right, WideLane yes, WideLane no) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(left._values, right._values), yes._values, no._values));

    public static WideLane IfEqual(WideLane left, WideLane right, WideLane yes, WideLane no) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(left._values, right._values), yes._values, no._values));
}
