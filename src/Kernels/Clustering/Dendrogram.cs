namespace Tauric.Kernels.Clustering;

/// <summary>A binary tree over rows: n − 1 merges by ascending distance, the last one of all rows.</summary>
public sealed class Dendrogram
{
    private readonly Merge[] _merges;
    private readonly int[] _rows;
    private readonly int[] _starts;

    private Dendrogram(Merge[] merges, int count)
    {
        (_merges, Count) = (merges, count);
        (_rows, _starts) = (new int[count], new int[count + merges.Length]);
        Lay();
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    public ReadOnlySpan<Merge> Merges => _merges;

    /// <summary>The node of all rows; −1 without rows.</summary>
    public int Root => Count + _merges.Length - 1;

    /// <summary>
    /// Edges in their order, each merging what its ends belong to: single linkage when they are those of a minimum
    /// spanning tree (Gower, Ross 1969).
    /// </summary>
    /// <param name="edges">n − 1 edges that connect all rows, in any order.</param>
    /// <exception cref="ArgumentException">They do not connect all rows.</exception>
    public static Dendrogram Of(IEnumerable<Edge> edges, int count)
    {
        var sets = new DisjointSets(count);
        int[] nodes = [.. Enumerable.Range(0, count)], firsts = [.. nodes], sizes = new int[count];
        Array.Fill(sizes, 1);
        var merges = new List<Merge>();
        foreach (Edge edge in edges.Order())
        {
            int a = sets.Find(edge.Low), b = sets.Find(edge.High);
            if (firsts[a] > firsts[b]) (a, b) = (b, a);
            var merge = new Merge(nodes[a], nodes[b], edge.Weight, sizes[a] + sizes[b]);
            int first = firsts[a];
            if (!sets.Join(a, b)) throw new ArgumentException($"{edge} closes a circle.", nameof(edges));
            int root = sets.Find(a);
            (nodes[root], firsts[root], sizes[root]) = (count + merges.Count, first, merge.Size);
            merges.Add(merge);
        }

        if (merges.Count != Math.Max(0, count - 1))
            throw new ArgumentException($"{merges.Count} edges do not connect {count} rows.", nameof(edges));
        return new Dendrogram([.. merges], count);
    }

    public bool IsRow(int node) => node < Count;

    public Merge MergeOf(int node) => _merges[node - Count];

    public int SizeOf(int node) => IsRow(node) ? 1 : MergeOf(node).Size;

    /// <summary>The rows below a node.</summary>
    public ReadOnlySpan<int> RowsOf(int node) => _rows.AsSpan(_starts[node], SizeOf(node));

    /// <summary>
    /// The labels when all merges at most this far are made; clusters are numbered by their first row.
    /// </summary>
    public int[] Cut(float distance) => Labels(_merges.TakeWhile(merge => merge.Distance <= distance).Count());

    /// <summary>The labels of so many clusters: the farthest merges are undone, the last made first.</summary>
    /// <param name="clusters">1 to n.</param>
    public int[] Cut(int clusters)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clusters);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusters, Count);
        return Labels(Count - clusters);
    }

    private int[] Labels(int made)
    {
        int[] labels = new int[Count];
        bool[] isMerged = new bool[Count + made];
        for (int node = Count + made - 1; node >= 0; node--)
        {
            if (!isMerged[node])
                foreach (int row in RowsOf(node)) labels[row] = node;
            if (IsRow(node)) continue;
            Merge merge = MergeOf(node);
            isMerged[merge.Left] = isMerged[merge.Right] = true;
        }

        Renumbering.ByFirstRow(labels);
        return labels;
    }

    /// <summary>Puts the rows of every node side by side.</summary>
    private void Lay()
    {
        for (int node = Root; node >= 0; node--)
        {
            if (IsRow(node))
            {
                _rows[_starts[node]] = node;
                continue;
            }

            Merge merge = MergeOf(node);
            _starts[merge.Left] = _starts[node];
            _starts[merge.Right] = _starts[node] + SizeOf(merge.Left);
        }
    }
}
