using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Lanes;

/// <summary>
/// What is computed of bars, as columns that are made of each other; grows while indicators describe themselves.
/// </summary>
internal sealed class SeriesPlan
{
    private readonly List<Node> _nodes = [];
    private readonly List<Column> _columns = [];
    private readonly Dictionary<BarColumn, Series> _bars = [];

    /// <summary>A computed column.</summary>
    /// <param name="Start">The first row on which it is defined.</param>
    /// <param name="Memory">How many bars a value depends on, the newest included; null: on all.</param>
    internal sealed record Column(int Start, int? Memory);

    public IReadOnlyList<Node> Nodes => _nodes;

    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>The columns of the bars that somebody reads.</summary>
    public IEnumerable<(BarColumn Of, int Column)> Inputs => _bars.Select(bar => (bar.Key, bar.Value.Column));

    public Series this[BarColumn of]
    {
        get
        {
            if (!_bars.TryGetValue(of, out Series series)) _bars.Add(of, series = NewColumn(start: 0, memory: 1));
            return series;
        }
    }

    public Series Open => this[BarColumn.Open];

    public Series High => this[BarColumn.High];

    public Series Low => this[BarColumn.Low];

    public Series Close => this[BarColumn.Close];

    public Series Volume => this[BarColumn.Volume];

    /// <summary>The columns of a node; those of its equal when there is one.</summary>
    internal Series[] Add(object op, Node node, int outputs, ReadOnlySpan<Series> of)
    {
        foreach (Node known in _nodes)
        {
            if (known.Op.Equals(op) && of.SequenceEqual(known.Inputs)) return known.Outputs;
        }

        int start = 0;
        int? memory = node.Forgets ? 1 : null;
        foreach (Series input in of)
        {
            Column column = _columns[input.Column];
            start = Math.Max(start, column.Start + input.Late);
            memory = memory is { } rows && column.Memory + input.Late is { } older ? Math.Max(rows, older) : null;
        }

        node.Op = op;
        node.Inputs = [.. of];
        node.Start = start;
        node.Outputs = new Series[outputs];
        foreach (ref Series output in node.Outputs.AsSpan()) output = NewColumn(start + node.Warmup, memory);
        _nodes.Add(node);
        return node.Outputs;
    }

    private Series NewColumn(int start, int? memory)
    {
        _columns.Add(new Column(start, memory));
        return new Series(this, _columns.Count - 1);
    }
}
