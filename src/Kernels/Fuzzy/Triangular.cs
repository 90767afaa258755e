using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>
/// Rises in a line from 0 at Left to 1 at Peak and falls to 0 at Right; 0 outside. Zadeh 1975, triangular fuzzy number.
/// </summary>
/// <remarks>Exactly 1 at the peak. Left &lt; Peak &lt; Right.</remarks>
[Kernel("triangular")]
public sealed record Triangular(double Left = -1, double Peak = 0, double Right = 1) : Membership
{
    private readonly Shape _shape = new(Left, Above(Left, Peak), Above(Peak, Right));

    public override void Degrees(ReadOnlySpan<double> values, Span<double> degrees) => Each(_shape, values, degrees);

    private readonly record struct Shape(double Left, double Peak, double Right) : IShape
    {
        private readonly double _rise = Peak - Left;
        private readonly double _fall = Right - Peak;

        // The side is chosen before the division: one instead of two.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<T>(T x)
            where T : struct, ILane<T> =>
            T.Max(0, T.IfGreater(x, Peak, Right - x, x - Left) / T.IfGreater(x, Peak, _fall, _rise));
    }
}
