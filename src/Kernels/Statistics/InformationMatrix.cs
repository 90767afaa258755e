namespace Tauric.Kernels.Statistics;

/// <summary>
/// Mutual information of every pair of columns of states, in nats; on the diagonal the entropy of each column.
/// </summary>
/// <remarks>
/// The same bits as <see cref="MutualInformation"/> of each pair: counts are exact and L(c) comes from a table of the
/// same function. Not for concurrent calls: it owns its tables.
/// </remarks>
public sealed class InformationMatrix
{
    // 16 columns of 5 states and 20,000 rows are 200 KB: they stay in L2 while a tile is worked off.
    private const int Tile = 16;
    private readonly double[] _logs;
    private readonly Action<int, int> _tile;
    private Memory<double> _matrix;

    /// <param name="planes">The columns; they may be set anew between calls.</param>
    public InformationMatrix(BitPlanes planes)
    {
        Planes = planes;
        _logs = Information.LogTable(planes.Rows);
        _tile = ComputeTile;
    }

    public BitPlanes Planes { get; }

    /// <param name="matrix">columns × columns, symmetric.</param>
    /// <param name="workers">How many cores; the bits do not depend on it.</param>
    public void Compute(Memory<double> matrix, int workers = 1)
    {
        int columns = Planes.Columns;
        if (matrix.Length != columns * columns)
        {
            throw new ArgumentException($"{matrix.Length} values for {columns} × {columns}.", nameof(matrix));
        }

        _matrix = matrix;
        TriangleTiles.ForEach((columns + Tile - 1) / Tile, workers, _tile);
        _matrix = default;
    }

    private void ComputeTile(int tileRow, int tileColumn)
    {
        int columns = Planes.Columns, states = Planes.States;
        Span<double> matrix = _matrix.Span;
        Span<int> joint = stackalloc int[states * states];
        for (int x = tileRow * Tile; x < Math.Min((tileRow + 1) * Tile, columns); x++)
        {
            for (int y = Math.Max(x, tileColumn * Tile); y < Math.Min((tileColumn + 1) * Tile, columns); y++)
            {
                Planes.Joint(x, y, joint);
                double nats = Information.Mutual(joint, Planes.Counts(x), Planes.Counts(y), _logs);
                matrix[(x * columns) + y] = nats;
                matrix[(y * columns) + x] = nats;
            }
        }
    }
}
