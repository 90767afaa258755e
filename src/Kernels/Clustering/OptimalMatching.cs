namespace Tauric.Kernels.Clustering;

/// <summary>
/// Rows matched to columns, each at most once, as many as possible at the least total cost: Kuhn 1955 by shortest
/// augmenting paths (Jonker, Volgenant 1987), cubic. Which of equal matchings is found depends on the costs alone.
/// </summary>
public static class OptimalMatching
{
    /// <param name="costs">rows·columns, row-major, finite.</param>
    /// <param name="matched">rows: the column of each row; −1 when there are more rows than columns.</param>
    /// <returns>The total cost.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, or a cost is not finite; names row and column.</exception>
    public static double Of(ReadOnlySpan<double> costs, int rows, int columns, Span<int> matched)
    {
        if (costs.Length != (long)rows * columns || matched.Length != rows)
            throw new ArgumentException($"{costs.Length} costs, {matched.Length} places for {rows} × {columns}.");
        for (int i = 0; i < costs.Length; i++)
        {
            if (double.IsFinite(costs[i])) continue;
            throw new ArgumentException($"Row {i / columns}, column {i % columns} costs {costs[i]}.", nameof(costs));
        }

        matched.Fill(-1);
        bool isTurned = rows > columns;
        int few = Math.Min(rows, columns), many = Math.Max(rows, columns);
        double[] turned = new double[costs.Length];
        for (int i = 0; i < costs.Length; i++)
            turned[isTurned ? ((i % columns) * rows) + (i / columns) : i] = costs[i];
        double total = 0;
        foreach ((int column, int row) in new Paths(turned, few, many).Run().Index())
        {
            if (row < 0) continue;
            total += turned[(row * many) + column];
            if (isTurned) matched[column] = row;
            else matched[row] = column;
        }

        return total;
    }

    /// <summary>Not more rows than columns; the column past the last one stands for "none yet".</summary>
    private sealed class Paths(double[] costs, int rows, int columns)
    {
        private readonly double[] _rowPrices = new double[rows];
        private readonly double[] _columnPrices = new double[columns + 1];
        private readonly int[] _rowOf = [.. Enumerable.Repeat(-1, columns + 1)];
        private readonly int[] _cameFrom = new int[columns];
        private readonly double[] _slack = new double[columns];
        private readonly bool[] _isSettled = new bool[columns + 1];

        /// <returns>The row of each column, −1 for none.</returns>
        public int[] Run()
        {
            for (int row = 0; row < rows; row++)
            {
                _rowOf[columns] = row;
                for (int column = FreeColumn(); column != columns;)
                {
                    int from = _cameFrom[column];
                    _rowOf[column] = _rowOf[from];
                    column = from;
                }
            }

            return _rowOf[..columns];
        }

        /// <summary>The end of the shortest path from the row that waits.</summary>
        private int FreeColumn()
        {
            Array.Fill(_slack, double.PositiveInfinity);
            Array.Clear(_isSettled);
            int at = columns;
            do
            {
                _isSettled[at] = true;
                at = Advance(at);
            }
            while (_rowOf[at] >= 0);
            return at;
        }

        private int Advance(int at)
        {
            int row = _rowOf[at], next = -1;
            for (int column = 0; column < columns; column++)
            {
                if (_isSettled[column]) continue;
                double slack = costs[(row * columns) + column] - _rowPrices[row] - _columnPrices[column];
                if (slack < _slack[column]) (_slack[column], _cameFrom[column]) = (slack, at);
                if (next < 0 || _slack[column] < _slack[next]) next = column;
            }

            double step = _slack[next];
            for (int column = 0; column <= columns; column++)
            {
                if (_isSettled[column])
                {
                    _rowPrices[_rowOf[column]] += step;
                    _columnPrices[column] -= step;
                }
                else if (column < columns) _slack[column] -= step;
            }

            return next;
        }
    }
}
