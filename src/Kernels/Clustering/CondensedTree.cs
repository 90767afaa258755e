namespace Tauric.Kernels.Clustering;

/// <summary>
/// A dendrogram in which only clusters count: descending, rows drop out of a cluster until it falls apart into two or
/// more of at least so many rows, or into none. Campello, Moulavi, Sander 2013; McInnes, Healy 2017.
/// </summary>
/// <remarks>
/// λ is 1/distance, ∞ at distance 0. Merges at one distance are undone together, as the paper asks, so the tree does
/// not depend on which of several equal spanning trees it was made from, nor on the order of the rows.
/// </remarks>
internal sealed class CondensedTree
{
    private readonly Dendrogram _dendrogram;
    private readonly int _sizeMin;
    private readonly List<Cluster> _clusters = [];
    private readonly Stack<(int Node, int Cluster)> _open = [];
    private readonly List<int> _parts = [];
    private readonly Stack<int> _undone = [];

    /// <param name="sizeMin">Rows of a cluster, at least 2.</param>
    public CondensedTree(Dendrogram dendrogram, int sizeMin)
    {
        (_dendrogram, _sizeMin) = (dendrogram, sizeMin);
        (ClusterOf, LeftAt) = (new int[dendrogram.Count], new double[dendrogram.Count]);
        _clusters.Add(new Cluster(-1, 0));
        if (dendrogram.Count == 0) return;
        if (dendrogram.IsRow(dendrogram.Root)) Leave(dendrogram.Root, 0, 0);
        else _open.Push((dendrogram.Root, 0));
        while (_open.TryPop(out (int Node, int Cluster) at)) Descend(at.Node, at.Cluster);
    }

    /// <summary>The root first, parents before their children, the children of one side by side.</summary>
    public IReadOnlyList<Cluster> Clusters => _clusters;

    /// <summary>The last cluster of each row.</summary>
    public int[] ClusterOf { get; }

    /// <summary>λ at which the row left it.</summary>
    public double[] LeftAt { get; }

    private void Descend(int node, int cluster)
    {
        double lambda = 1.0 / _dendrogram.MergeOf(node).Distance;
        Undo(node);
        int large = _parts.Count(part => _dendrogram.SizeOf(part) >= _sizeMin), left = 0;
        foreach (int part in _parts)
        {
            if (_dendrogram.SizeOf(part) < _sizeMin) left += Leave(part, cluster, lambda);
            else if (large == 1) _open.Push((part, cluster));
            else left += Split(part, cluster, lambda);
        }

        Cluster at = _clusters[cluster];
        at.End = lambda;
        if (left > 0) at.Stability += left * (lambda - at.Birth);
    }

    /// <summary>What a node falls into when its merge goes and all below it at the same distance.</summary>
    private void Undo(int node)
    {
        float distance = _dendrogram.MergeOf(node).Distance;
        _parts.Clear();
        _undone.Push(node);
        while (_undone.TryPop(out int next))
        {
            if (_dendrogram.IsRow(next) || _dendrogram.MergeOf(next).Distance < distance)
            {
                _parts.Add(next);
                continue;
            }

            _undone.Push(_dendrogram.MergeOf(next).Left);
            _undone.Push(_dendrogram.MergeOf(next).Right);
        }
    }

    private int Split(int part, int parent, double lambda)
    {
        Cluster of = _clusters[parent];
        if (of.Children == 0) of.FirstChild = _clusters.Count;
        of.Children++;
        _open.Push((part, _clusters.Count));
        _clusters.Add(new Cluster(parent, lambda));
        return _dendrogram.SizeOf(part);
    }

    private int Leave(int part, int cluster, double lambda)
    {
        foreach (int row in _dendrogram.RowsOf(part)) (ClusterOf[row], LeftAt[row]) = (cluster, lambda);
        return _dendrogram.SizeOf(part);
    }

    /// <param name="parent">−1 for the root.</param>
    /// <param name="birth">λ at which it split off.</param>
    internal sealed class Cluster(int parent, double birth)
    {
        public int Parent { get; } = parent;

        public double Birth { get; } = birth;

        /// <summary>λ at which it fell apart.</summary>
        public double End { get; set; } = birth;

        /// <summary>Σ over its rows of (λ at which each left it − birth).</summary>
        public double Stability { get; set; }

        public int FirstChild { get; set; }

        public int Children { get; set; }
    }
}
