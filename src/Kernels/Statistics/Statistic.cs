using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Statistics;

/// <summary>The edge of every statistic: shapes are checked here, and too few rows answered.</summary>
public abstract record Statistic : IStatistic
{
    public abstract IReadOnlyList<string> Outputs { get; }

    public abstract int RowsMin { get; }

    public virtual SampleShape Shape => SampleShape.One;

    public void Compute(in Samples samples, Span<double> values)
    {
        if (values.Length != Outputs.Count)
        {
            throw new ArgumentException($"{values.Length} values for {Outputs.Count} outputs.", nameof(values));
        }

        if (Shape == SampleShape.Pairs && samples.X.Length != samples.Y.Length)
        {
            throw new ArgumentException($"x has {samples.X.Length} rows, y has {samples.Y.Length}.", nameof(samples));
        }

        bool tooFew = samples.X.Length < RowsMin || (Shape != SampleShape.One && samples.Y.Length < RowsMin);
        if (tooFew) values.Fill(double.NaN);
        else Of(samples, values);
    }

    /// <summary>The numbers of columns that have rows enough.</summary>
    protected abstract void Of(in Samples samples, Span<double> values);

    /// <summary>The option itself when it is in range, else an error that names it.</summary>
    protected static T Within<T>(
        T low, T high, T value, [CallerArgumentExpression(nameof(value))] string option = "")
        where T : IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, low, option);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, high, option);
        return value;
    }
}
