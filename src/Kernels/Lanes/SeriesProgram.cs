using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Lanes;

/// <summary>A plan whose outputs are known: where its columns lie in a tile, and how rows go through it.</summary>
internal sealed class SeriesProgram
{
    private readonly Pass[][] _stages; // Along time, across instruments, along time, and so on.
    private readonly int[] _warmups;
    private readonly int _warmup;
    private readonly int _aheadRows;    // Fetched with each pass of the first stage: soon enough, and not all at once.
    private readonly ConcurrentBag<FourTiles> _idle = [];

    /// <param name="plan">Read; columns that only copy are added.</param>
    /// <param name="outputs">What callers see, and the first row on which they see a value.</param>
    public SeriesProgram(SeriesPlan plan, IReadOnlyList<(Series Of, int Warmup)> outputs)
    {
        _warmups = [.. outputs.Select(output => output.Warmup)];
        _warmup = _warmups.Max();
        Dictionary<int, int> histories = HistoriesOf(Live(plan, outputs.Select(output => output.Of)));
        Outputs = [.. outputs.Select((output, i) => OwnColumn(plan, outputs, i, histories))];
        Node[] live = Live(plan, Outputs);
        histories = HistoriesOf(live);
        Memory = Longest(Outputs.Select(output => plan.Columns[output.Column].Memory));
        foreach (Node node in live)
        {
            node.StateAt = StateLength;
            StateLength += node.StateLength;
        }

        Offsets = new int[plan.Columns.Count];
        TileLength = StateLength;
        foreach (int column in histories.Keys.Concat(live.SelectMany(Columns)).Distinct().Order())
        {
            Offsets[column] = RoundUp(TileLength + histories.GetValueOrDefault(column), 8);
            TileLength = Offsets[column] + Tile.RowsMax + 8;
        }

        Inputs = [.. plan.Inputs.Where(input => histories.ContainsKey(input.Column))];
        Histories = [.. histories.Where(past => past.Value > 0).Select(past => (Offsets[past.Key], past.Value))];
        foreach (Node node in live)
        {
            node.Places = [.. node.Inputs.Concat(node.Outputs).Select(series => Offsets[series.Column] - series.Late)];
        }

        Node[][] stages = Stages(live);
        int[] late = [.. histories.Where(past => past.Value > 0).Select(past => past.Key)];
        foreach (Node[] stage in stages.Where((_, i) => i % 2 == 1))
        {
            Crossings = Math.Max(Crossings, Cross(stage, [.. SeenBesides(stage), .. late]));
        }

        _stages = [.. stages.Select(stage => Pass.Of(stage, SeenBesides, Offsets))];
        _aheadRows = RoundUp(Tile.RowsMax / Math.Max(1, _stages[0].Length), 8);

        HashSet<int> SeenBesides(Node[] nodes) =>
            [.. live.Except(nodes).SelectMany(node => node.Inputs).Concat(Outputs).Select(series => series.Column)];

        static IEnumerable<int> Columns(Node node) => node.Outputs.Select(output => output.Column);
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

    /// <summary>How many columns recurrences across instruments read or write in a stage.</summary>
    public int Crossings { get; }

    /// <summary>Working memory, as it was left; give it back.</summary>
    public FourTiles Rent() => _idle.TryTake(out FourTiles? tiles) ? tiles : new FourTiles(this);

    public void Return(FourTiles tiles) => _idle.Add(tiles);

    /// <summary>Computes some bars behind those the tile has taken, as many as fit.</summary>
    /// <returns>The rows of the tile that now hold outputs.</returns>
    public (int From, int To) Advance(Tile tile, in Bars bars, int first)
    {
        int rows = tile.Admit(bars, first, bars.Length - first);
        int from = tile.Taken, to = from + rows;
        foreach (Pass[] stage in _stages) Along(stage, tile, from, to);
        Finish(tile, from, to);
        return (from, to);
    }

    /// <summary>The same for four instruments that stand at the same row and have the bars.</summary>
    public (int From, int To) Advance(FourTiles four, ReadOnlySpan<BarMemory> bars, int first, int limit)
    {
        int rows = 0;
        for (int i = 0; i < 4; i++) rows = four.Tiles[i].Admit(bars[i].Bars, first, limit);
        int from = four.Tiles[0].Taken, to = from + rows;
        for (int stage = 0; stage < _stages.Length; stage++) Run(stage, four, from, to);
        foreach (Tile tile in four.Tiles) Finish(tile, from, to);
        return (from, to);
    }

    private void Run(int stage, FourTiles four, int from, int to)
    {
        if (stage % 2 == 1)
        {
            for (four.From = from; four.From < to; four.From += FourTiles.RowsMax)
            {
                int end = Math.Min(four.From + FourTiles.RowsMax, to);
                foreach (Pass pass in _stages[stage]) pass.Run(four, four.From, end);
            }

            return;
        }

        // One tile after the other: what a node wrote is still in the first-level cache when the next one reads it.
        foreach (Tile tile in four.Tiles) Along(_stages[stage], tile, from, to);
    }

    private void Along(Pass[] stage, Tile tile, int from, int to)
    {
        foreach (Pass pass in stage)
        {
            tile.FetchAhead(_aheadRows);
            pass.Run(tile, from, to);
        }
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
        four.Clear();
        int together = bars.Length < 4 || !VectorLane.IsSupported ? 0
            : Math.Min(Math.Min(bars[0].Length, bars[1].Length), Math.Min(bars[2].Length, bars[3].Length));
        for (int first = 0; first < together;)
        {
            (int from, int to) = Advance(four, bars, first, together - first);
            for (int i = 0; i < 4; i++) reader.Read(new IndicatorTile(four.Tiles[i], number + i, first, from, to));
            first += to - from;
        }

        if (together > 0) four.Part();
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
        for (int i = 0; i < Outputs.Length && tile.Origin + from < _warmup; i++)
        {
            long undefined = Math.Clamp(_warmups[i] - tile.Origin, from, to);
            tile.Output(i, from, (int)undefined).Fill(double.NaN);
        }

        tile.Take(to - from);
    }

    /// <summary>The nodes something of which is seen, in the order of the plan.</summary>
    private static Node[] Live(SeriesPlan plan, IEnumerable<Series> outputs)
    {
        var seen = outputs.Select(output => output.Column).ToHashSet();
        var live = new Stack<Node>();
        foreach (Node node in plan.Nodes.Reverse())
        {
            if (!node.Outputs.Any(output => seen.Contains(output.Column))) continue;
            live.Push(node);
            seen.UnionWith(node.Inputs.Select(input => input.Column));
        }

        return [.. live];
    }

    /// <summary>How far back each column is read by these nodes; the columns nobody reads are absent.</summary>
    private static Dictionary<int, int> HistoriesOf(IEnumerable<Node> nodes) => nodes
        .SelectMany(node => node.Inputs)
        .GroupBy(input => input.Column)
        .ToDictionary(readers => readers.Key, readers => readers.Max(input => input.Late));

    /// <summary>An output is blanked while it warms up, so nobody else may need its past.</summary>
    private static Series OwnColumn(
        SeriesPlan plan, IReadOnlyList<(Series Of, int Warmup)> outputs, int output, Dictionary<int, int> histories)
    {
        Series of = outputs[output].Of;
        bool isTaken = outputs.Take(output).Any(other => other.Of.Column == of.Column);
        bool isBars = plan.Inputs.Any(input => input.Column == of.Column);
        bool hasPast = of.Late > 0 || histories.GetValueOrDefault(of.Column) > 0;
        return isTaken || isBars || hasPast ? Series.Map(new Copy(output), of) : of;
    }

    /// <summary>Nodes as early as their inputs allow, in as few changes of direction as possible.</summary>
    private static Node[][] Stages(IEnumerable<Node> nodes)
    {
        var stageOf = new Dictionary<int, int>();
        var stages = new List<List<Node>>();
        foreach (Node node in nodes)
        {
            int stage = node.Inputs.Max(input => stageOf.GetValueOrDefault(input.Column));
            if (stage % 2 == 1 != node.IsAcross) stage++;
            while (stages.Count <= stage) stages.Add([]);
            stages[stage].Add(node);
            foreach (Series output in node.Outputs) stageOf.Add(output.Column, stage);
        }

        return [.. stages.Select(stage => stage.ToArray())];
    }

    /// <summary>Which columns a stage interleaves, and when: once each.</summary>
    /// <param name="stage">Across instruments.</param>
    /// <param name="readLater">The columns that are read along time, late, or by another stage.</param>
    /// <returns>How many there are.</returns>
    private int Cross(Node[] stage, HashSet<int> readLater)
    {
        var places = new Dictionary<Series, int>();
        foreach (Node node in stage)
        {
            Series[] first = [.. node.Inputs.Distinct().Where(input => !places.ContainsKey(input))];
            foreach (Series series in first.Concat(node.Outputs)) places.Add(series, places.Count);
            node.Interleaved = [.. first.Select(Crossing)];
            node.Separated = [.. node.Outputs.Where(output => readLater.Contains(output.Column)).Select(Crossing)];
            node.AcrossPlaces = [.. node.Inputs.Concat(node.Outputs).Select(series => places[series])];
        }

        return places.Count;

        Crossing Crossing(Series series) => new(series, Offsets[series.Column] - series.Late, places[series]);
    }

    private static int? Longest(IEnumerable<int?> memories) =>
        memories.Aggregate((int?)1, (longest, memory) => longest is { } a && memory is { } b ? Math.Max(a, b) : null);

    private static int RoundUp(int value, int to) => (value + to - 1) / to * to;

    private readonly record struct Copy(int Output) : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = x[0];
    }
}
