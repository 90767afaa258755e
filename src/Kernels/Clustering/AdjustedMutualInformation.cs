using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Clustering;

/// <summary>
/// How much one labelling says of another, less what chance would: 1 when they are the same up to numbers, about 0 by
/// chance. Vinh, Epps, Bailey 2010, over the arithmetic mean of the entropies.
/// </summary>
public static class AdjustedMutualInformation
{
    /// <summary>1 when both are one cluster, or there is no row.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var table = new ContingencyTable(first, second);
        if (table.Rows.Count <= 1 && table.Columns.Count <= 1) return 1;
        double count = table.Count, information = 0;
        foreach ((int row, int column, int shared) in table.Cells)
            information += shared / count * Elementary.Log(count * shared / ((double)row * column));
        double expected = Expected(table);
        double most = (Entropy(table.Rows, count) + Entropy(table.Columns, count)) / 2;
        double range = most - expected;
        // Both of single rows: nothing is left to be said above chance, and they are the same.
        return Math.Abs(range) < 1e-12 * Math.Max(1, most) ? 1 : (information - expected) / range;
    }

    private static double Entropy(IReadOnlyList<int> sizes, double count)
    {
        double entropy = 0;
        foreach (int size in sizes) entropy -= size / count * Elementary.Log(size / count);
        return entropy;
    }

    /// <summary>The mean over all tables with these margins: sizes of overlaps are hypergeometric.</summary>
    private static double Expected(ContingencyTable table)
    {
        double[] factorials = LogFactorials(table.Count);
        double sum = 0;
        foreach (IGrouping<int, int> rows in table.Rows.GroupBy(size => size))
        {
            foreach (IGrouping<int, int> columns in table.Columns.GroupBy(size => size))
                sum += rows.Count() * columns.Count() * Expected(rows.Key, columns.Key, table.Count, factorials);
        }

        return sum;
    }

    private static double Expected(int row, int column, int count, double[] factorials)
    {
        double ways = factorials[row] + factorials[column] + factorials[count - row] + factorials[count - column]
            - factorials[count], sum = 0;
        for (int shared = Math.Max(1, row + column - count); shared <= Math.Min(row, column); shared++)
        {
            double probability = Elementary.Exp(ways - factorials[shared] - factorials[row - shared]
                - factorials[column - shared] - factorials[count - row - column + shared]);
            double information = Elementary.Log((double)count * shared / ((double)row * column));
            sum += (double)shared / count * information * probability;
        }

        return sum;
    }

    private static double[] LogFactorials(int count)
    {
        double[] factorials = new double[count + 1];
        for (int i = 2; i <= count; i++) factorials[i] = factorials[i - 1] + Elementary.Log(i);
        return factorials;
    }
}
