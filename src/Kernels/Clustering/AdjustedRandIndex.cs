namespace Tauric.Kernels.Clustering;

/// <summary>
/// How far two labellings agree on which pairs of rows belong together: 1 when they are the same up to numbers, about 0
/// by chance. Hubert, Arabie 1985.
/// </summary>
public static class AdjustedRandIndex
{
    /// <summary>Exact in integers but for the last division; 1 when both say the same of no pair.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var table = new ContingencyTable(first, second);
        double shared = table.Cells.Sum(cell => Pairs(cell.Shared)), all = Pairs(table.Count);
        double rows = table.Rows.Sum(Pairs), columns = table.Columns.Sum(Pairs);
        double expected = all == 0 ? 0 : rows * columns / all, most = (rows + columns) / 2;
        return most == expected ? 1 : (shared - expected) / (most - expected);
    }

    private static double Pairs(int count) => count * (count - 1.0) / 2;
}
