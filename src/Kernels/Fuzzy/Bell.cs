using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>
/// Generalised bell, 1 / (1 + ((x − Centre) / HalfWidth)²ᵏ), k = Steepness: 1 at the centre, ½ at Centre ± HalfWidth.
/// </summary>
/// <remarks>
/// HalfWidth is above 0. Steepness is whole, 1 to 64, so that the power is a product of the same factors everywhere;
/// the larger, the flatter the top and the steeper the sides. Jang 1993 (ANFIS).
/// </remarks>
[Kernel("bell")]
public sealed record Bell(double Centre = 0, double HalfWidth = 0.5, int Steepness = 2) : Membership
{
    private readonly Shape _shape = new(Finite(Centre), Above(0, HalfWidth), Whole(Steepness));

    public override void Degrees(ReadOnlySpan<double> values, Span<double> degrees) => Each(_shape, values, degrees);

    private static int Whole(int steepness)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steepness, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steepness, 64);
        return steepness;
    }

    private readonly record struct Shape(double Centre, double HalfWidth, int Steepness) : IShape
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<T>(T x)
            where T : struct, ILane<T>
        {
            T away = (x - Centre) / HalfWidth;
            T square = away * away, power = square;
            // Bits of the exponent below the highest, from the left: square, and multiply where the bit is set.
            for (int bit = int.Log2(Steepness) - 1; bit >= 0; bit--)
            {
                power *= power;
                if ((Steepness >> bit & 1) != 0) power *= square;
            }

            return 1 / (power + 1);
        }
    }
}
