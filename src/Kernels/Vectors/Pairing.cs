using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Vectors;

/// <summary>
/// Queries against points, cut into what caches hold: a chunk of points is laid out in panels (lines of one column,
/// <see cref="DotTile{TLanes,TVector}.Breadth"/> points each), a tile of queries in groups (lines of one column,
/// <see cref="DotTile{TLanes,TVector}.Height"/> queries each), so that the micro-kernel reads two streams; a tile
/// meets the panels one by one (Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008).
/// </summary>
internal sealed unsafe class Pairing<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    private const int ChunkValues = 4 << 20;    // 16 MiB of panels: bounds the memory, refills are rare.
    private const int TileValues = 128 << 10;   // 512 KiB of queries stay in L2 while panels pass by.
    private const int BlockValues = 12 << 10;   // 48 KiB of a panel come from L2 as fast as they are used.
    private const int TilesPerWorker = 4;       // So that workers end together.
    private const int LaidAtOnce = 64;          // Columns whose lines stay in L1 while rows are turned into them.

    private readonly TileWorkers _workers;
    private readonly PanelsWork _panelsWork;
    private readonly Scratch<float> _panels = new(), _groups = new(), _sums = new(), _terms = new();
    private int _chunk;

    public Pairing(TileWorkers workers)
    {
        _workers = workers;
        _panelsWork = new PanelsWork(this);
    }

    public static int Breadth => DotTile<TLanes, TVector>.Breadth;

    /// <summary>
    /// Queries whose dots with a panel stay in L1 until keys are made of them: whole groups, at most a bit of 64 each.
    /// </summary>
    public static int RowsAtOnce => 60;

    private static int Height => DotTile<TLanes, TVector>.Height;

    public RowsAt Queries { get; private set; }

    public RowsAt Points { get; private set; }

    public Metric Metric { get; private set; } = Metric.Dot;

    /// <summary>Points [ChunkStart, ChunkStart + ChunkCount) are in the panels; zeros fill the last one.</summary>
    public int ChunkStart { get; private set; }

    public int ChunkCount { get; private set; }

    public int Panels => Ceiling(ChunkCount, Breadth);

    /// <summary>Queries a tile, but for the last.</summary>
    public int TileRows { get; private set; }

    /// <summary>−factor and offset a query; Scale·factor and offset a point, those padded to whole panels.</summary>
    public float* QueryFactors { get; private set; }

    public float* QueryOffsets { get; private set; }

    public float* PointFactors { get; private set; }

    public float* PointOffsets { get; private set; }

    /// <summary>Each chunk of points in turn, each tile of queries: a query meets its points in row order.</summary>
    public void Run(in RowsAt queries, in RowsAt points, Metric metric, ITiledWork tiles)
    {
        if (queries.Count == 0 || points.Count == 0) return;
        (Queries, Points, Metric) = (queries, points, metric);
        Cut();
        for (ChunkStart = 0; ChunkStart < points.Count; ChunkStart += _chunk)
        {
            ChunkCount = Math.Min(_chunk, points.Count - ChunkStart);
            _workers.Run(_panelsWork, Panels);
            _workers.Run(tiles, Ceiling(queries.Count, TileRows));
        }
    }

    /// <summary>Lays a tile of queries out for <see cref="Dots"/>.</summary>
    public void Group(int tile, int worker)
    {
        int start = tile * TileRows, end = Math.Min(start + TileRows, Queries.Count);
        float* lines = Groups(worker);
        for (int row = start; row < end; row += Height, lines += Height * Points.Dimension)
        {
            int count = Math.Min(Height, end - row);
            Lay(Queries, row, count, lines, Height);
            Terms(lines, Height, count, -1, QueryFactors + row, QueryOffsets + row);
        }
    }

    /// <summary>
    /// The dots of some queries of a tile, grouped before, and a panel: a line of Breadth values a query.
    /// </summary>
    /// <param name="first">Of the tile; a multiple of <see cref="RowsAtOnce"/>.</param>
    public float* Dots(int first, int count, int panel, int worker)
    {
        int dimension = Points.Dimension;
        int depth = Ceiling(dimension, Ceiling(dimension, BlockValues / Breadth));
        float* sums = _sums.Data + ((long)worker * RowsAtOnce * Breadth);
        float* lines = Panel(panel), groups = Groups(worker) + ((long)first * dimension);
        for (int k = 0; k < dimension; k += depth)
        {
            int block = Math.Min(depth, dimension - k);
            for (int row = 0; row < count; row += Height)
            {
                // The next panel comes from memory: one group of queries asks for the left half of each line, one
                // for the right, and the others for what is there by then.
                int half = row / Height % 2 * TLanes.Width;
                DotTile<TLanes, TVector>.Accumulate(groups + ((long)row * dimension) + ((long)k * Height),
                    lines + ((long)k * Breadth), block, sums + ((long)row * Breadth), isFirst: k == 0,
                    ahead: Height * dimension, next: (Breadth * dimension) + half);
            }
        }

        return sums;
    }

    /// <summary>Turns rows into lines of one column each, zeros for those that are missing.</summary>
    private static void Lay(in RowsAt rows, int start, int count, float* lines, nint breadth)
    {
        if (count < breadth) new Span<float>(lines, (int)breadth * rows.Dimension).Clear();
        for (int column = 0; column < rows.Dimension; column += LaidAtOnce)
        {
            int end = Math.Min(column + LaidAtOnce, rows.Dimension), i = 0;
            for (; EightRows.IsSupported && i + EightRows.Count <= count; i += EightRows.Count)
                LayEight(rows[start + i], rows.Pitch, lines + i, breadth, column, end);
            for (; i < count; i++) LayOne(rows[start + i], lines + i, breadth, column, end);
        }
    }

    private static void LayEight(float* row, nint pitch, float* to, nint breadth, nint column, nint end)
    {
        for (; column + EightRows.Columns <= end; column += EightRows.Columns)
        {
            EightRows.Turn(row + column, pitch, out var one, out var two, out var three, out var four);
            float* line = to + (column * breadth);
            one.Store(line);
            two.Store(line + breadth);
            three.Store(line + (2 * breadth));
            four.Store(line + (3 * breadth));
        }

        for (int i = 0; i < EightRows.Count; i++) LayOne(row + (i * pitch), to + i, breadth, column, end);
    }

    private static void LayOne(float* row, float* to, nint breadth, nint column, nint end)
    {
        for (; column < end; column++) to[column * breadth] = row[column];
    }

    /// <summary>Of rows that were laid out, while their lines are in a cache.</summary>
    private void Terms(float* lines, int breadth, int count, float scale, float* factors, float* offsets)
    {
        float* lengths = stackalloc float[Breadth];
        if (Metric.ReadsLength) Lengths(lines, breadth, Points.Dimension, lengths);
        for (int i = 0; i < count; i++)
        {
            (float factor, float offset) = Metric.Terms(lengths[i]);
            (factors[i], offsets[i]) = (scale * factor, offset);
        }
    }

    /// <summary>dot(x, x) of two registers of rows; those past the breadth are of no row.</summary>
    private static void Lengths(float* lines, nint breadth, int dimension, float* lengths)
    {
        TVector left = default, right = default;
        for (float* end = lines + (dimension * breadth); lines < end; lines += breadth)
        {
            TVector one = TLanes.Load(lines), other = TLanes.Load(lines + TLanes.Width);
            (left, right) = (TLanes.FusedMultiplyAdd(one, one, left), TLanes.FusedMultiplyAdd(other, other, right));
        }

        Registers<TLanes, TVector>.Store(left, right, lengths);
    }

    private static int Ceiling(int count, int size) => (count + size - 1) / size;

    private float* Groups(int worker) => _groups.Data + ((long)worker * TileRows * Points.Dimension);

    private float* Panel(int panel) => _panels.Data + ((long)panel * Breadth * Points.Dimension);

    private void Cut()
    {
        int dimension = Points.Dimension;
        int padded = Ceiling(Points.Count, Breadth) * Breadth;
        _chunk = Math.Min(Math.Max(1, ChunkValues / dimension / Breadth) * Breadth, padded);
        int tileMax = Math.Max(1, TileValues / dimension);
        int tiles = _workers.Count * Math.Max(TilesPerWorker, Ceiling(Queries.Count, _workers.Count * tileMax));
        TileRows = Ceiling(Ceiling(Queries.Count, tiles), Height) * Height;
        _panels.Reserve((long)_chunk * dimension);
        _groups.Reserve(((long)_workers.Count * TileRows * dimension) + Breadth);
        _sums.Reserve((long)_workers.Count * RowsAtOnce * Breadth);
        _terms.Reserve(2L * (Queries.Count + padded));
        QueryFactors = _terms.Data;
        QueryOffsets = QueryFactors + Queries.Count;
        PointFactors = QueryOffsets + Queries.Count;
        PointOffsets = PointFactors + padded;
    }

    private sealed class PanelsWork(Pairing<TLanes, TVector> of) : ITiledWork
    {
        public void Run(int panel, int worker)
        {
            int start = panel * Breadth, point = of.ChunkStart + start;
            float* lines = of.Panel(panel);
            Lay(of.Points, point, Math.Min(Breadth, of.ChunkCount - start), lines, Breadth);
            of.Terms(lines, Breadth, Breadth, of.Metric.Scale, of.PointFactors + point, of.PointOffsets + point);
        }
    }
}
