using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>
/// Rises in a line from 0 at Left to 1 at Top, stays 1 up to TopEnd, falls to 0 at Right; 0 outside.
/// </summary>
/// <remarks>Exactly 1 on the whole top. Left &lt; Top ≤ TopEnd &lt; Right; with Top = TopEnd a triangle.</remarks>
[Kernel("trapezoid")]
public sealed record Trapezoid(double Left = -0.75, double Top = -0.25, double TopEnd = 0.25, double Right = 0.75)
    : Membership
{
    private readonly Shape _shape = new(Left, Above(Left, Top), NotBelow(Top, TopEnd), Above(TopEnd, Right));

    public override void Degrees(ReadOnlySpan<double> values, Span<double> degrees) => Each(_shape, values, degrees);

    private readonly record struct Shape(double Left, double Top, double TopEnd, double Right) : IShape
    {
        private readonly double _rise = Top - Left;
        private readonly double _fall = Right - TopEnd;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<T>(T x)
            where T : struct, ILane<T>
        {
            T height = T.IfGreater(x, TopEnd, Right - x, x - Left) / T.IfGreater(x, TopEnd, _fall, _rise);
            return T.Max(0, T.Min(1, height));
        }
    }
}
