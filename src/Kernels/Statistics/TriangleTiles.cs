using System.Collections.Concurrent;

namespace Tauric.Kernels.Statistics;

/// <summary>The tiles on and above the diagonal of a symmetric matrix, for one worker or several.</summary>
internal static class TriangleTiles
{
    /// <summary>Calls <paramref name="tile"/> once with each (row, column) of tiles, row ≤ column.</summary>
    /// <param name="side">Tiles a side.</param>
    /// <param name="workers">
    /// 1 runs here and allocates nothing; tiles are independent, so the answer is the same.
    /// </param>
    /// <param name="tile">Writes the tile, and its mirror image below the diagonal.</param>
    public static void ForEach(int side, int workers, Action<int, int> tile)
    {
        if (workers > 1)
        {
            Share(side, workers, tile);
            return;
        }

        for (int row = 0; row < side; row++)
            for (int column = row; column < side; column++) tile(row, column);
    }

    /// <summary>One tile at a time to who is free: the first rows hold most of them.</summary>
    private static void Share(int side, int workers, Action<int, int> tile)
    {
        var tiles = Enumerable.Range(0, side)
            .SelectMany(row => Enumerable.Range(row, side - row), (row, column) => (Row: row, Column: column));
        Parallel.ForEach(
            Partitioner.Create(tiles, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = workers },
            at => tile(at.Row, at.Column));
    }
}
