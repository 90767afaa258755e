namespace Tauric.Kernels.Statistics;

/// <summary>A statistic with its options: one or two columns in, one or more numbers out.</summary>
/// <remarks>
/// Fewer rows than <see cref="RowsMin"/> give NaN; otherwise every answer is finite, and a spread of zero in a
/// denominator gives 0 (<see cref="Ratio"/>). Sums are those of <c>BlockSum</c>, so alignment, machine and instruction
/// set do not show. Two statistics with equal options are equal. A call allocates nothing.
/// </remarks>
public interface IStatistic
{
    /// <summary>The names of the numbers, in the order they are written.</summary>
    IReadOnlyList<string> Outputs { get; }

    SampleShape Shape { get; }

    /// <summary>How many rows each column it reads must have. At least 1.</summary>
    int RowsMin { get; }

    /// <param name="samples">The columns.</param>
    /// <param name="values">One number per output is written here.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="values"/> is not one per output, or pairs have columns of different lengths.
    /// </exception>
    void Compute(in Samples samples, Span<double> values);
}
