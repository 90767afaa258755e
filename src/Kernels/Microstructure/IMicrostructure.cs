namespace Tauric.Kernels.Microstructure;

/// <summary>A microstructure feature with its options: ticks in, one or more columns out.</summary>
/// <remarks>
/// Row t is a function of ticks 0..t only; what needs a later price is a <see cref="TradeOutcome"/>. Rows before
/// <see cref="Warmup"/> are NaN and no later row is. But for <see cref="TradeSign"/>, which says so, row t is a
/// function of the last Warmup + 1 ticks: a stream computes on the last Warmup rows and the new ones. A zero
/// denominator gives 0 (<see cref="Statistics.Ratio"/>), and what belongs to a trade is 0 in a row without one, so
/// weigh it by trade size. Two kernels with equal options are equal.
/// </remarks>
public interface IMicrostructure
{
    /// <summary>The names of the columns, in the order they are written.</summary>
    IReadOnlyList<string> Outputs { get; }

    /// <summary>How many rows come before the first value, in every column.</summary>
    int Warmup { get; }

    /// <summary>Writes <see cref="Outputs"/> columns of <c>ticks.Length</c> rows, one column after the other.</summary>
    /// <exception cref="ArgumentException"><paramref name="columns"/> is not outputs × rows long.</exception>
    void Compute(in Ticks ticks, Span<double> columns);
}
