namespace Tauric.Kernels.Fuzzy;

/// <summary>A t-norm, "and" of degrees of membership, and the t-conorm that belongs to it, "or".</summary>
/// <remarks>
/// Both take degrees in [0, 1] and give one, are commutative to the bit, associative within rounding, never fall when
/// an operand rises (within rounding), and leave a degree unchanged: "and" with 1, "or" with 0. They are dual:
/// a or b = not (not a and not b). An operand that is NaN, a row not defined yet, makes the result NaN.
/// Klement, Mesiar, Pap 2000, Triangular Norms.
/// </remarks>
public interface ITriangularNorm
{
    double And(double left, double right);

    double Or(double left, double right);

    /// <summary>Row by row; the result may be one of the operands.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    void And(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result);

    /// <summary>Row by row; the result may be one of the operands.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    void Or(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result);
}
