namespace Tauric.Kernels.Indicators;

/// <summary>A technical indicator with its options: bars in, one or more columns out.</summary>
/// <remarks>
/// Row t is a function of bars 0..t only. Rows before <see cref="Warmup"/> are NaN and no later row is. Definitions
/// and first values are TA-Lib's where it has the indicator; a zero denominator gives 0 (see
/// <see cref="Statistics.Ratio"/>). Two indicators with equal options are equal.
/// </remarks>
public interface IIndicator
{
    /// <summary>The names of the columns, in the order they are written.</summary>
    IReadOnlyList<string> Outputs { get; }

    /// <summary>How many bars a row depends on, the newest included; null: on every bar since the first.</summary>
    int? Memory { get; }

    /// <summary>How many rows come before the first value, in every column.</summary>
    int Warmup { get; }

    /// <summary>Writes <see cref="Outputs"/> columns of <c>bars.Length</c> rows, one column after the other.</summary>
    /// <exception cref="ArgumentException"><paramref name="columns"/> is not outputs × rows long.</exception>
    void Compute(in Bars bars, Span<double> columns);
}
