using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// One named column of a set: an output of an indicator, and what a reader of a prompt is told about it.
/// </summary>
/// <param name="Name">Lower case, unique in its set; also the tag: <c>&lt;macd&gt;</c>.</param>
/// <param name="Indicator">With its options.</param>
/// <param name="Output">One of the indicator's outputs.</param>
/// <param name="Purpose">One line: what the column tells.</param>
public sealed record IndicatorColumn(string Name, IIndicator Indicator, string Output, string Purpose)
{
    /// <summary>A column that is the indicator's first output.</summary>
    public IndicatorColumn(string name, IIndicator indicator, string purpose)
        : this(name, indicator, indicator.Outputs[0], purpose)
    {
    }
}

/// <summary>
/// Columns in a fixed order, computed together in one pass: what several of them are made of is computed once.
/// </summary>
public sealed class IndicatorSet
{
    private readonly Lazy<SeriesProgram> _program;   // Who only asks for names does not wait for it.

    /// <exception cref="ArgumentException">A name is given twice, or an output does not exist.</exception>
    public IndicatorSet(IReadOnlyList<IndicatorColumn> columns)
    {
        Columns = columns;
        string? twice = columns.GroupBy(column => column.Name).FirstOrDefault(same => same.Count() > 1)?.Key;
        if (twice is not null) throw new ArgumentException($"Column '{twice}' is given twice.", nameof(columns));
        Warmup = columns.Max(column => column.Indicator.Warmup);
        int[] outputs = [.. columns.Select(OutputOf)];
        _program = new Lazy<SeriesProgram>(() =>
        {
            var plan = new SeriesPlan();
            return new SeriesProgram(plan, [.. columns.Select((column, i) =>
                ((Indicator)column.Indicator).AddTo(plan).ElementAt(outputs[i]))]);
        });
    }

    public IReadOnlyList<IndicatorColumn> Columns { get; }

    /// <summary>Rows before every column is defined.</summary>
    public int Warmup { get; }

    /// <summary>One array of <c>bars.Length</c> values per column, NaN while that column warms up.</summary>
    public double[][] Compute(in Bars bars)
    {
        int rows = bars.Length;
        var values = new double[rows * Columns.Count];
        Compute(bars, values);
        return [.. Columns.Select((_, i) => values[(i * rows)..((i + 1) * rows)])];
    }

    /// <summary>Writes the columns one after the other. Allocates nothing once warm.</summary>
    /// <exception cref="ArgumentException"><paramref name="columns"/> is not columns × rows long.</exception>
    public void Compute(in Bars bars, Span<double> columns) => Compute(_program.Value, bars, columns);

    /// <summary>
    /// Computes many instruments and shows their columns tile by tile, while they are in the core's cache. Allocates
    /// nothing once warm.
    /// </summary>
    public void Compute<TReader>(ReadOnlySpan<BarMemory> instruments, ref TReader reader)
        where TReader : ITileReader, allows ref struct
    {
        SeriesProgram program = _program.Value;
        FourTiles four = program.Rent();
        for (int first = 0; first < instruments.Length; first += 4)
        {
            int count = Math.Min(4, instruments.Length - first);
            program.Compute(four, instruments.Slice(first, count), first, ref reader);
        }

        program.Return(four);
    }

    /// <summary>Computes many instruments into arrays of columns × rows, one column after the other.</summary>
    /// <exception cref="ArgumentException">An array has another length.</exception>
    public void Compute(ReadOnlySpan<BarMemory> instruments, ReadOnlySpan<double[]> columns)
    {
        if (columns.Length != instruments.Length) throw new ArgumentException("Not one array per instrument.");
        long values = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            CheckLength(columns[i], instruments[i].Length, Columns.Count);
            values += columns[i].Length;
        }

        var reader = new TileCopier(columns, Columns.Count, values > StreamedCopy.WorthFrom);
        Compute(instruments, ref reader);
    }

    /// <summary>The same on several cores, four instruments a piece of work; the bits do not depend on it.</summary>
    /// <exception cref="ArgumentException">An array has another length.</exception>
    public void Compute(ReadOnlyMemory<BarMemory> instruments, ReadOnlyMemory<double[]> columns, int cores)
    {
        if (columns.Length != instruments.Length) throw new ArgumentException("Not one array per instrument.");
        var limit = new ParallelOptions { MaxDegreeOfParallelism = cores };
        Parallel.For(0, (instruments.Length + 3) / 4, limit, group =>
        {
            int first = group * 4, count = Math.Min(4, instruments.Length - first);
            Compute(instruments.Span.Slice(first, count), columns.Span.Slice(first, count));
        });
    }

    /// <summary>The same columns, bar by bar.</summary>
    public LiveIndicators Live() => new(_program.Value);

    internal static void Compute(SeriesProgram program, in Bars bars, Span<double> columns)
    {
        CheckLength(columns, bars.Length, program.Outputs.Length);
        FourTiles four = program.Rent();
        four.Tiles[0].Clear();
        program.Compute(four.Tiles[0], bars, columns);
        program.Return(four);
    }

    private static void CheckLength(ReadOnlySpan<double> columns, int rows, int outputs)
    {
        if (columns.Length == rows * outputs) return;
        throw new ArgumentException($"{columns.Length} values for {outputs} × {rows} rows.", nameof(columns));
    }

    private static int OutputOf(IndicatorColumn column)
    {
        IReadOnlyList<string> outputs = column.Indicator.Outputs;
        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i] == column.Output) return i;
        }

        throw new ArgumentException($"Column '{column.Name}': {column.Indicator} has no output '{column.Output}'.");
    }

    private readonly ref struct TileCopier(ReadOnlySpan<double[]> columns, int count, bool pastCaches) : ITileReader
    {
        private readonly ReadOnlySpan<double[]> _columns = columns;

        public void Read(in IndicatorTile tile)
        {
            double[] whole = _columns[tile.Instrument];
            int rows = whole.Length / count;
            for (int column = 0; column < count; column++)
            {
                Span<double> target = whole.AsSpan((column * rows) + tile.FirstRow, tile.Rows);
                if (pastCaches) StreamedCopy.Copy(tile[column], target);
                else tile[column].CopyTo(target);
            }
        }
    }
}
