using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>
/// Rises smoothly from 0 at Foot to 1 at Top: two parabolas that meet at ½ half way, with the same slope. Zadeh 1975.
/// </summary>
/// <remarks>With t = (x − Foot) / (Top − Foot) in [0, 1]: 2t² up to ½, then 1 − 2(1 − t)². Foot &lt; Top.</remarks>
[Kernel("s")]
public sealed record SCurve(double Foot = -1, double Top = 1) : Membership
{
    private readonly Shape _shape = new(Foot, Above(Foot, Top));

    public override void Degrees(ReadOnlySpan<double> values, Span<double> degrees) => Each(_shape, values, degrees);

    /// <summary>The curve from 0 at t ≤ 0 to 1 at t ≥ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Smooth<T>(T t)
        where T : struct, ILane<T>
    {
        T from = T.Max(0, T.Min(1, t)), to = 1 - from;
        return T.IfGreater(from, 0.5, T.Fma(to * -2, to, 1), from * from * 2);
    }

    private readonly record struct Shape(double Foot, double Top) : IShape
    {
        private readonly double _length = Top - Foot;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<T>(T x)
            where T : struct, ILane<T> => Smooth((x - Foot) / _length);
    }
}
