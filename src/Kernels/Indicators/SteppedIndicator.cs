using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>An indicator that takes its bars one by one, on one lane: for rules that branch on what they see.</summary>
/// <typeparam name="TState">What is remembered between bars; <c>default</c> before the first.</typeparam>
public abstract record Indicator<TState> : Indicator
    where TState : unmanaged
{
    /// <summary>How many bars one step looks at, the newest included. At least 1.</summary>
    public abstract int Width { get; }

    /// <summary>Takes one bar. The first step comes when <see cref="Width"/> bars have been seen.</summary>
    /// <param name="state">Read and updated.</param>
    /// <param name="window">The last <see cref="Width"/> bars, newest last.</param>
    /// <param name="row">One value per output; NaN while warming up.</param>
    public abstract void Step(ref TState state, in Bars window, Span<double> row);

    internal sealed override Series[] Define(SeriesPlan bars)
    {
        Series[] columns = [bars.Open, bars.High, bars.Low, bars.Close, bars.Volume];
        // The oldest bar of a window is read too, so that it is kept.
        Series[] oldest = [.. columns.Select(column => column.Back(Width - 1))];
        return bars.Add(this, new Steps(this), Outputs.Count, [.. columns, .. oldest]);
    }

    private sealed unsafe class Steps(Indicator<TState> indicator) : Node
    {
        public override bool Forgets => typeof(TState) == typeof(NoState);

        public override int Warmup => indicator.Warmup - indicator.Width + 1;

        public override int StateLength => (sizeof(TState) + 7) / 8;

        public override void Run(Tile tile, int from, int to)
        {
            int width = indicator.Width, outputs = Outputs.Length;
            Span<double> row = stackalloc double[outputs];
            ref TState state = ref *(TState*)tile.State(StateAt);
            for (int at = (int)Math.Max(from, Start - tile.Origin); at < to; at++)
            {
                ReadOnlySpan<double> Window(int column) => new(tile.At(Inputs[column]) + at - width + 1, width);
                var window = Bars.Checked(Window(0), Window(1), Window(2), Window(3), Window(4));
                indicator.Step(ref state, window, row);
                for (int i = 0; i < outputs; i++) tile.At(Outputs[i])[at] = row[i];
            }
        }
    }
}

/// <summary>
/// A stepped indicator that remembers nothing: a pure function of its last <c>Width</c> bars.
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
