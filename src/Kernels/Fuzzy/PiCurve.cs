using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>
/// Rises as <see cref="SCurve"/> from Left to Top, stays 1 up to TopEnd, falls as <see cref="ZCurve"/> to 0 at Right.
/// </summary>
/// <remarks>Left &lt; Top ≤ TopEnd &lt; Right. Zadeh 1975 has Top = TopEnd.</remarks>
[Kernel("pi")]
public sealed record PiCurve(double Left = -1, double Top = 0, double TopEnd = 0, double Right = 1) : Membership
{
    private readonly Shape _shape = new(Left, Above(Left, Top), NotBelow(Top, TopEnd), Above(TopEnd, Right));

    public override void Degrees(ReadOnlySpan<double> values, Span<double> degrees) => Each(_shape, values, degrees);

    private readonly record struct Shape(double Left, double Top, double TopEnd, double Right) : IShape
    {
        private readonly double _rise = Top - Left;
        private readonly double _fall = Right - TopEnd;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<T>(T x)
            where T : struct, ILane<T> => SCurve.Smooth(
            T.IfGreater(x, TopEnd, Right - x, x - Left) / T.IfGreater(x, TopEnd, _fall, _rise));
    }
}
