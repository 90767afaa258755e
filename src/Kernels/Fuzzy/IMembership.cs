namespace Tauric.Kernels.Fuzzy;

/// <summary>A fuzzy set of numbers, with its options: a value in, its degree of membership in [0, 1] out.</summary>
/// <remarks>
/// One value or many, in any cut: the same bits. An infinite value has the degree the set tends to; NaN, a row that
/// is not defined yet, stays NaN. Two sets with equal options are equal.
/// </remarks>
public interface IMembership
{
    double Degree(double value);

    /// <summary>Degrees of as many values; the spans may be the same one.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    void Degrees(ReadOnlySpan<double> values, Span<double> degrees);
}
