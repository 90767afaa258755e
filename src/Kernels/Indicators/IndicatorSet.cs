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

/// <summary>Columns in a fixed order, computed together; an indicator that several columns share runs once.</summary>
public sealed class IndicatorSet
{
    private readonly List<IIndicator> _indicators;
    private readonly (int Indicator, int Output)[] _places;

    /// <exception cref="ArgumentException">A name is given twice, or an output does not exist.</exception>
    public IndicatorSet(IReadOnlyList<IndicatorColumn> columns)
    {
        Columns = columns;
        string? twice = columns.GroupBy(column => column.Name).FirstOrDefault(same => same.Count() > 1)?.Key;
        if (twice is not null) throw new ArgumentException($"Column '{twice}' is given twice.", nameof(columns));
        _indicators = [.. columns.Select(column => column.Indicator).Distinct()];
        _places = [.. columns.Select(column => (_indicators.IndexOf(column.Indicator), OutputOf(column)))];
    }

    public IReadOnlyList<IndicatorColumn> Columns { get; }

    /// <summary>Rows before every column is defined.</summary>
    public int Warmup => _indicators.Max(indicator => indicator.Warmup);

    /// <summary>One array of <c>bars.Length</c> values per column, NaN while that column warms up.</summary>
    public double[][] Compute(in Bars bars)
    {
        int rows = bars.Length;
        var computed = new double[_indicators.Count][];
        for (int i = 0; i < computed.Length; i++)
        {
            computed[i] = new double[_indicators[i].Outputs.Count * rows];
            _indicators[i].Compute(bars, computed[i]);
        }

        return [.. _places.Select(at => computed[at.Indicator].AsSpan(at.Output * rows, rows).ToArray())];
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
}
