using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>a·b and a + b − a·b: as if degrees were probabilities of independent events. Goguen 1967.</summary>
[Kernel("product")]
public sealed record Product : TriangularNorm
{
    public override void And(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result) =>
        Each<Conjunction>(left, right, result);

    public override void Or(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result) =>
        Each<Disjunction>(left, right, result);

    private readonly struct Conjunction : IConnective
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T lesser, T greater)
            where T : struct, ILane<T> => lesser * greater;
    }

    private readonly struct Disjunction : IConnective
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T lesser, T greater)
            where T : struct, ILane<T> => T.Fma(lesser, 1 - greater, greater);
    }
}
