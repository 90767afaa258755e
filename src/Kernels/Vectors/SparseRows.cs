namespace Tauric.Kernels.Vectors;

/// <summary>
/// A matrix of which few values are not zero: those of row r are <c>[Starts[r], Starts[r + 1])</c>. Compressed rows.
/// </summary>
/// <param name="Starts">One more than there are rows, ascending from 0.</param>
/// <param name="Columns">Of each value, below <paramref name="ColumnCount"/>.</param>
/// <param name="Values">Finite.</param>
public sealed record SparseRows(int[] Starts, int[] Columns, float[] Values, int ColumnCount)
{
    public int Count => Starts.Length - 1;
}
