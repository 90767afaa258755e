using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>
/// The smallest "and" there is: 0 unless an operand is 1, then the other; "or" is 1 unless one is 0, then the other.
/// </summary>
[Kernel("drastic")]
public sealed record Drastic : TriangularNorm
{
    public override void And(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result) =>
        Each<Conjunction>(left, right, result);

    public override void Or(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result) =>
        Each<Disjunction>(left, right, result);

    private readonly struct Conjunction : IConnective
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T lesser, T greater)
            where T : struct, ILane<T> => T.IfEqual(greater, 1, lesser, 0);
    }

    private readonly struct Disjunction : IConnective
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T lesser, T greater)
            where T : struct, ILane<T> => T.IfEqual(lesser, 0, greater, 1);
    }
}
