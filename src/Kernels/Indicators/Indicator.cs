using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// The driver under every indicator: one step per bar. Batch is the step in a loop, a stream is the same step on
/// the last <see cref="Width"/> bars, a correction restores a copy of the state and steps again.
/// </summary>
/// <typeparam name="TState">What is remembered between bars; <c>default</c> before the first.</typeparam>
public abstract record Indicator<TState> : IIndicator
    where TState : unmanaged
{
    public abstract IReadOnlyList<string> Outputs { get; }

    public abstract int Width { get; }

    public abstract int Warmup { get; }

    /// <summary>Takes one bar. The first step comes when <see cref="Width"/> bars have been seen.</summary>
    /// <param name="state">Read and updated.</param>
    /// <param name="window">The last <see cref="Width"/> bars, newest last.</param>
    /// <param name="row">One value per output; NaN while warming up.</param>
    public abstract void Step(ref TState state, in Bars window, Span<double> row);

    public void Compute(in Bars bars, Span<double> columns)
    {
        int rows = bars.Length, outputs = Outputs.Count;
        if (columns.Length != rows * outputs)
        {
            throw new ArgumentException($"{columns.Length} values for {outputs} × {rows} rows.", nameof(columns));
        }

        columns.Fill(double.NaN);
        Span<double> row = stackalloc double[outputs];
        TState state = default;
        for (int t = Width - 1; t < rows; t++)
        {
            Step(ref state, bars.Slice(t - Width + 1, Width), row);
            for (int output = 0; output < outputs; output++) columns[(output * rows) + t] = row[output];
        }
    }

    /// <summary>The option itself when it is in range, else an error that names it.</summary>
    protected static int AtLeast(int minimum, int value, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum, option);
        // Windows live on the stack of a step.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10_000, option);
        return value;
    }
}

/// <summary>
/// An indicator that remembers nothing: a pure function of its last <c>Width</c> bars, so an outlier heals.
/// </summary>
public abstract record WindowIndicator : Indicator<NoState>
{
    public sealed override int Warmup => Width - 1;

    public sealed override void Step(ref NoState state, in Bars window, Span<double> row) => At(window, row);

    /// <summary>The values at the newest bar of the window.</summary>
    protected abstract void At(in Bars window, Span<double> row);
}

/// <summary>Nothing.</summary>
public readonly record struct NoState;
