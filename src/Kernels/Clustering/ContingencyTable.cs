namespace Tauric.Kernels.Clustering;

/// <summary>
/// Two labellings of the same rows: how many rows have each pair of labels. Noise is a label like another.
/// </summary>
internal sealed class ContingencyTable
{
    public ContingencyTable(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"{first.Length} labels and {second.Length}.", nameof(second));
        Count = first.Length;
        var (cells, rows, columns) = (new SortedDictionary<(int, int), int>(), Sums(first), Sums(second));
        for (int i = 0; i < first.Length; i++)
            cells[(first[i], second[i])] = cells.GetValueOrDefault((first[i], second[i])) + 1;
        Cells = [.. cells.Select(cell => (rows[cell.Key.Item1], columns[cell.Key.Item2], cell.Value))];
        (Rows, Columns) = ([.. rows.Values], [.. columns.Values]);
    }

    public int Count { get; }

    /// <summary>Sizes of the first label's cluster, the second's, and what they share, where they do.</summary>
    public IReadOnlyList<(int Row, int Column, int Shared)> Cells { get; }

    public IReadOnlyList<int> Rows { get; }

    public IReadOnlyList<int> Columns { get; }

    private static SortedDictionary<int, int> Sums(ReadOnlySpan<int> labels)
    {
        var sums = new SortedDictionary<int, int>();
        foreach (int label in labels) sums[label] = sums.GetValueOrDefault(label) + 1;
        return sums;
    }
}
