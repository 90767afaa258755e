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
        if (workers > 1) Share(side, workers, tile);
        else for (int at = 0; at < side * side; at++) OnOrAbove(at / side, at % side, tile);
    }

    private static void Share(int side, int workers, Action<int, int> tile)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers };
        Parallel.For(0, side * side, options, at => OnOrAbove(at / side, at % side, tile));
    }

    private static void OnOrAbove(int row, int column, Action<int, int> tile)
    {
        if (row <= column) tile(row, column);
    }
}
