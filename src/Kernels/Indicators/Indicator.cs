using System.Runtime.CompilerServices;
using Tauric.Engine;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// What every indicator shares: it only describes its columns, and the same description runs over a batch, a stream, a
/// correction, one instrument or four at a time, to the same bits.
/// </summary>
public abstract record Indicator : IIndicator
{
    private SeriesProgram? _program;

    protected Indicator()
    {
    }

    /// <summary>Other options, another program.</summary>
    protected Indicator(Indicator original)
    {
        _ = original;
    }

    public abstract IReadOnlyList<string> Outputs { get; }

    public abstract int Warmup { get; }

    public int? Memory => Program.Memory;

    private SeriesProgram Program => _program ??= Compile();

    public void Compute(in Bars bars, Span<double> columns) => IndicatorSet.Compute(Program, bars, columns);

    // What is compiled from the options is not one of them.
    public virtual bool Equals(Indicator? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityComparer<Type>.Default.GetHashCode(EqualityContract);

    /// <summary>One column for each of <see cref="Outputs"/>.</summary>
    internal abstract Series[] Define(SeriesPlan bars);

    /// <summary>Adds the columns to a plan.</summary>
    /// <exception cref="BugException">The warm-up is not the one the columns have.</exception>
    internal IEnumerable<(Series Of, int Warmup)> AddTo(SeriesPlan plan)
    {
        Series[] columns = Define(plan);
        int warmup = columns.Max(column => plan.Columns[column.Column].Start + column.Late);
        if (warmup != Warmup) throw new BugException($"{this} warms up for {warmup} rows, not {Warmup}.");
        return columns.Select(column => (column, warmup));
    }

    /// <summary>The option itself when it is in range, else an error that names it.</summary>
    protected static int AtLeast(int minimum, int value, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum, option);
        // A tile remembers so many rows.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10_000, option);
        return value;
    }

    private SeriesProgram Compile()
    {
        var plan = new SeriesPlan();
        return new SeriesProgram(plan, [.. AddTo(plan)]);
    }
}
