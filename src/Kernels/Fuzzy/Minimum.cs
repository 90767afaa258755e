using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>min(a, b) and max(a, b): the largest "and" there is, exact. Zadeh 1965, Gödel.</summary>
[Kernel("minimum")]
public sealed record Minimum : TriangularNorm
{
    public override void And(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result) =>
        Each<Conjunction>(left, right, result);

    public override void Or(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result) =>
        Each<Disjunction>(left, right, result);

    private readonly struct Conjunction : IConnective
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T lesser, T greater)
            where T : struct, ILane<T> => lesser;
    }

    private readonly struct Disjunction : IConnective
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T lesser, T greater)
            where T : struct, ILane<T> => greater;
    }
}
