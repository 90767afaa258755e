using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Microstructure;

/// <summary>The edge of every microstructure kernel.</summary>
public abstract record TickKernel : IMicrostructure
{
    public abstract IReadOnlyList<string> Outputs { get; }

    public abstract int Warmup { get; }

    public void Compute(in Ticks ticks, Span<double> columns)
    {
        if (columns.Length != ticks.Length * Outputs.Count)
        {
            throw new ArgumentException(
                $"{columns.Length} values for {Outputs.Count} × {ticks.Length} rows.", nameof(columns));
        }

        Fill(ticks, columns);
    }

    protected abstract void Fill(in Ticks ticks, Span<double> columns);

    /// <summary>The option itself when it is in range, else an error that names it.</summary>
    protected static int AtLeast(int minimum, int value, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum, option);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000, option);
        return value;
    }
}
