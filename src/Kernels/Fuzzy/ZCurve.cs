using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>Falls smoothly from 1 at Top to 0 at Foot: <see cref="SCurve"/> mirrored. Top &lt; Foot.</summary>
[Kernel("z")]
public sealed record ZCurve(double Top = -1, double Foot = 1) : Membership
{
    private readonly Shape _shape = new(Top, Above(Top, Foot));

    public override void Degrees(ReadOnlySpan<double> values, Span<double> degrees) => Each(_shape, values, degrees);

    private readonly record struct Shape(double Top, double Foot) : IShape
    {
        private readonly double _length = Foot - Top;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<T>(T x)
            where T : struct, ILane<T> => SCurve.Smooth((Foot - x) / _length);
    }
}
