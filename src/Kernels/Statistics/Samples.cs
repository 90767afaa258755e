namespace Tauric.Kernels.Statistics;

/// <summary>One or two columns of numbers. A view: it owns nothing.</summary>
/// <remarks>Every value is finite. Magnitudes from 1e-70 to 1e70 cannot overflow or vanish in any statistic.</remarks>
public readonly ref struct Samples
{
    /// <exception cref="ArgumentException">A value is NaN or infinite; names column and row.</exception>
    public Samples(ReadOnlySpan<double> x, ReadOnlySpan<double> y = default)
    {
        FiniteColumn.Require(x, nameof(x));
        FiniteColumn.Require(y, nameof(y));
        X = x;
        Y = y;
    }

    public ReadOnlySpan<double> X { get; }

    /// <summary>Empty for a statistic of one column.</summary>
    public ReadOnlySpan<double> Y { get; }
}

/// <summary>What a statistic asks of its columns.</summary>
public enum SampleShape
{
    /// <summary>One column; the second is not read.</summary>
    One,

    /// <summary>Two columns, row by row.</summary>
    Pairs,

    /// <summary>Two columns of their own lengths.</summary>
    TwoSamples,
}
