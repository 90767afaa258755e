using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Statistics;

/// <summary>The mean of a column in two pieces, and sums of powers of what rows are apart from it.</summary>
/// <remarks>
/// The mean of large numbers is rounded to their last place; <see cref="Rest"/>, the mean of x − Mean, is what that
/// left out. Powers of (x − Mean) − Rest then keep their digits at any offset (Chan, Golub, LeVeque 1983).
/// </remarks>
internal readonly record struct CentralMoment(double Mean, double Rest)
{
    public static CentralMoment Of(ReadOnlySpan<double> x)
    {
        double mean = BlockSum.Mean(x);
        return new CentralMoment(mean, BlockSum.Of(x, new First(new CentralMoment(mean, 0))) * (1.0 / x.Length));
    }

    public double Squares(ReadOnlySpan<double> x) => BlockSum.Of(x, new Second(this));

    public double Cubes(ReadOnlySpan<double> x) => BlockSum.Of(x, new Third(this));

    public double Quartics(ReadOnlySpan<double> x) => BlockSum.Of(x, new Fourth(this));

    /// <summary>Standard deviation (÷ n), 0 when it is only rounding of the mean (<see cref="Ratio"/>).</summary>
    public double Deviation(ReadOnlySpan<double> x)
    {
        double deviation = Math.Sqrt(Squares(x) * (1.0 / x.Length));
        return Ratio.OfSpread(1, deviation, Mean) == 0 ? 0 : deviation;
    }

    private Vector256<double> Apart(Vector256<double> x) => x - Vector256.Create(Mean) - Vector256.Create(Rest);

    private readonly struct First(CentralMoment from) : ITerm
    {
        public Vector256<double> AddTo(Vector256<double> sum, Vector256<double> x) => sum + from.Apart(x);
    }

    private readonly struct Second(CentralMoment from) : ITerm
    {
        public Vector256<double> AddTo(Vector256<double> sum, Vector256<double> x)
        {
            Vector256<double> apart = from.Apart(x);
            return Vector256.FusedMultiplyAdd(apart, apart, sum);
        }
    }

    private readonly struct Third(CentralMoment from) : ITerm
    {
        public Vector256<double> AddTo(Vector256<double> sum, Vector256<double> x)
        {
            Vector256<double> apart = from.Apart(x);
            return Vector256.FusedMultiplyAdd(apart * apart, apart, sum);
        }
    }

    private readonly struct Fourth(CentralMoment from) : ITerm
    {
        public Vector256<double> AddTo(Vector256<double> sum, Vector256<double> x)
        {
            Vector256<double> apart = from.Apart(x), square = apart * apart;
            return Vector256.FusedMultiplyAdd(square, square, sum);
        }
    }
}
