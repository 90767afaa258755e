using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Fuzzy;

/// <summary>a·b / (a + b − a·b), 0 at (0, 0), and (a + b − 2·a·b) / (1 − a·b), 1 at (1, 1). Hamacher 1978.</summary>
[Kernel("hamacher")]
public sealed record Hamacher : TriangularNorm
{
    public override void And(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result) =>
        Each<Conjunction>(left, right, result);

    public override void Or(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result) =>
        Each<Disjunction>(left, right, result);

    private readonly struct Conjunction : IConnective
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T lesser, T greater)
            where T : struct, ILane<T> =>
            T.Min(lesser, Ratio.Of(lesser * greater, T.Fma(lesser, 1 - greater, greater)));
    }

    private readonly struct Disjunction : IConnective
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T lesser, T greater)
            where T : struct, ILane<T>
        {
            T above = T.Fma(greater, 1 - lesser, lesser * (1 - greater)), below = T.Fma(-lesser, greater, 1);
            return T.IfEqual(below, 0, 1, T.Max(greater, T.Min(1, above / below)));
        }
    }
}
