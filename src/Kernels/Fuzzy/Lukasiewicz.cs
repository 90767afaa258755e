using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>max(0, a + b − 1) and min(1, a + b): degrees that lack less than 1 together. Łukasiewicz.</summary>
[Kernel("lukasiewicz")]
public sealed record Lukasiewicz : TriangularNorm
{
    public override void And(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result) =>
        Each<Conjunction>(left, right, result);

    public override void Or(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result) =>
        Each<Disjunction>(left, right, result);

    private readonly struct Conjunction : IConnective
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T lesser, T greater)
            where T : struct, ILane<T> => T.Max(0, lesser - (1 - greater));
    }

    private readonly struct Disjunction : IConnective
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T lesser, T greater)
            where T : struct, ILane<T> => T.Min(1, lesser + greater);
    }
}
