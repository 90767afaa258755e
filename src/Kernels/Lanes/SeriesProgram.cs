using System.Collections.Concurrent;
using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Lanes;

/// <summary>A plan whose outputs are known: where its columns lie in a tile, and how rows go through it.</summary>
internal sealed class SeriesProgram
{
    private readonly Node[] _nodes;
    private readonly int[] _warmups;
    private readonly ConcurrentBag<FourTiles> _idle = [];

    /// <param name="plan">Read; columns that only copy are added.</param>
    /// <param name="outputs">What callers see, and the first row on which they see a value.</param>
    public SeriesProgram(SeriesPlan plan, IReadOnlyList<(Series Of, int Warmup)> outputs)
    {
        _warmups = [.. outputs.Select(output => output.Warmup)];
        Outputs = [.. outputs.Select((output, i) => OwnColumn(plan, outputs, i))];
        _nodes = [.. plan.Nodes];
        Inputs = [.. plan.Inputs];
        Memory = Longest(Outputs.Select(output => plan.Columns[output.Column].Memory));
        foreach (Node node in _nodes)
        {
            node.StateAt = StateLength;
            StateLength += node.StateLength;
        }

        int at = StateLength;
        var histories = new List<(int, int)>();
        Offsets = new int[plan.Columns.Count];
        for (int i = 0; i < Offsets.Length; i++)
        {
            int history = plan.Columns[i].History;
            Offsets[i] = at = RoundUp(at + history, 8);
            if (history > 0) histories.Add((at, history));
            at += Tile.RowsMax + 8;
        }

        TileLength = at;
        Histories = [.. histories];
        Cross(plan);
    }

    public (BarColumn Of, int Column)[] Inputs { get; }

    public Series[] Outputs { get; }

    /// <summary>Where row 0 of each column is in a tile, in doubles.</summary>
    public int[] Offsets { get; }

    /// <summary>The columns whose past is read, and how far back.</summary>
    public (int Offset, int Rows)[] Histories { get; }

    /// <summary>Doubles that recurrences remember.</summary>
    public int StateLength { get; }

    public int TileLength { get; }

    /// <summary>How many bars a row depends on, the newest included; null: on all.</summary>
    public int? Memory { get; }

    /// <summary>Doubles that continue a series: what <see cref="Tile.Save"/> writes.</summary>
    public int SavedLength => 1 + StateLength + Histories.Sum(history => history.Rows);

    /// <summary>The columns that recurrences across instruments read or write, and the place of each.</summary>
    public Dictionary<Series, int> Crossings { get; } = [];

    /// <summary>Working memory, as it was left; give it back.</summary>
    public FourTiles Rent() => _idle.TryTake(out FourTiles? tiles) ? tiles : new FourTiles(this);

    public void Return(FourTiles tiles) => _idle.Add(tiles);

    /// <summary>Computes some bars behind those the tile has taken, as many as fit.</summary>
    /// <returns>The rows of the tile that now hold outputs.</returns>
    public (int From, int To) Advance(Tile tile, in Bars bars, int first)
    {
        int rows = tile.Admit(bars, first, bars.Length - first);
        int from = tile.Taken, to = from + rows;
        foreach (Node node in _nodes) node.Run(tile, from, to);
        Finish(tile, from, to);
        return (from, to);
    }

    /// <summary>The same for four instruments that stand at the same row and have the bars.</summary>
    public (int From, int To) Advance(FourTiles four, ReadOnlySpan<BarMemory> bars, int first, int limit)
    {
        int rows = 0;
        for (int i = 0; i < 4; i++) rows = four.Tiles[i].Admit(bars[i].Bars, first, limit);
        int from = four.Tiles[0].Taken, to = from + rows;
        foreach (Node node in _nodes) node.Run(four, from, to);
        foreach (Tile tile in four.Tiles) Finish(tile, from, to);
        return (from, to);
    }

    /// <summary>Computes the bars behind those the tile has taken into columns of their length.</summary>
    public void Compute(Tile tile, in Bars bars, Span<double> columns)
    {
        for (int first = 0; first < bars.Length;)
        {
            (int from, int to) = Advance(tile, bars, first);
            for (int i = 0; i < Outputs.Length; i++)
            {
                tile.Output(i, from, to).CopyTo(columns.Slice((i * bars.Length) + first, to - from));
            }

            first += to - from;
        }
    }

    /// <summary>
    /// Computes up to four instruments: four at a time as long as all have bars, then one by one.
    /// </summary>
    public void Compute<TReader>(FourTiles four, ReadOnlySpan<BarMemory> bars, int number, ref TReader reader)
        where TReader : ITileReader, allows ref struct
    {
        foreach (Tile tile in four.Tiles) tile.Clear();
        int together = bars.Length < 4 || !VectorLane.IsSupported ? 0
            : Math.Min(Math.Min(bars[0].Length, bars[1].Length), Math.Min(bars[2].Length, bars[3].Length));
        for (int first = 0; first < together;)
        {
            (int from, int to) = Advance(four, bars, first, together - first);
            for (int i = 0; i < 4; i++) reader.Read(new IndicatorTile(four.Tiles[i], number + i, first, from, to));
            first += to - from;
        }

        for (int i = 0; i < bars.Length; i++)
        {
            for (int first = together; first < bars[i].Length;)
            {
                (int from, int to) = Advance(four.Tiles[i], bars[i].Bars, first);
                reader.Read(new IndicatorTile(four.Tiles[i], number + i, first, from, to));
                first += to - from;
            }
        }
    }

    private void Finish(Tile tile, int from, int to)
    {
        for (int i = 0; i < Outputs.Length; i++)
        {
            long undefined = Math.Clamp(_warmups[i] - tile.Origin, from, to);
            tile.Output(i, from, (int)undefined).Fill(double.NaN);
        }

        tile.Take(to - from);
    }

    /// <summary>An output is blanked while it warms up, so nobody else may need its past.</summary>
    private static Series OwnColumn(SeriesPlan plan, IReadOnlyList<(Series Of, int Warmup)> outputs, int output)
    {
        Series of = outputs[output].Of;
        bool isTaken = outputs.Take(output).Any(other => other.Of.Column == of.Column);
        bool isBars = plan.Inputs.Any(input => input.Column == of.Column);
        bool hasPast = plan.Columns[of.Column].History > 0;
        if (!isTaken && !isBars && !hasPast && of.Late == 0)
        {
            plan.Columns[of.Column].IsReadAlong = true;
            return of;
        }

        Series copy = Series.Map(new Copy(output), of);
        plan.Columns[copy.Column].IsReadAlong = true;
        return copy;
    }

    private void Cross(SeriesPlan plan)
    {
        foreach (Node node in _nodes)
        {
            if (!node.IsAcross) continue;
            node.Crossing = [.. node.Inputs.Distinct().Where(input => !Crossings.ContainsKey(input))];
            node.Separated = [.. node.Outputs.Where(output =>
                plan.Columns[output.Column].IsReadAlong || plan.Columns[output.Column].History > 0)];
            foreach (Series series in node.Crossing.Concat(node.Outputs)) Crossings.Add(series, Crossings.Count);
        }
    }

    private static int? Longest(IEnumerable<int?> memories) =>
        memories.Aggregate((int?)1, (longest, memory) => longest is { } a && memory is { } b ? Math.Max(a, b) : null);

    private static int RoundUp(int value, int to) => (value + to - 1) / to * to;

    private readonly record struct Copy(int Output) : IPointwise
    {
        public void At<T>(Row<T> x, Row<T> y)
            where T : struct, ILane<T> => y[0] = x[0];
    }
}
