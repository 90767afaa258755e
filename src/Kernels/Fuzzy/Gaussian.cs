using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Fuzzy;

/// <summary>exp(−½·((x − Centre) / Width)²): 1 at the centre, nowhere 0 but where a double cannot tell.</summary>
/// <remarks>
/// Width is the standard deviation, above 0; by default such that the degree half a unit from the centre is ½.
/// </remarks>
[Kernel("gaussian")]
public sealed record Gaussian(double Centre = 0, double Width = 0.42466090014400953) : Membership
{
    private readonly Shape _shape = new(Finite(Centre), Above(0, Width));

    public override void Degrees(ReadOnlySpan<double> values, Span<double> degrees) => Each(_shape, values, degrees);

    private readonly record struct Shape(double Centre, double Width) : IShape
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<T>(T x)
            where T : struct, ILane<T>
        {
            T away = (x - Centre) / Width;
            return Elementary.Exp(away * away * -0.5);
        }
    }
}
