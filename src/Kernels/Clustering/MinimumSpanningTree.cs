using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Clustering;

/// <summary>
/// The minimum spanning tree of points by mutual reachability, in the order of <see cref="Edge"/>s, under which there
/// is only one: whatever finds it finds the same.
/// </summary>
/// <remarks>
/// Borůvka 1926: every component takes its least edge to another, until one is left. While the lists of nearest
/// neighbours prove which edge that is, no distance is computed; then each round is a pass over all pairs. Memory is
/// O(n·k).
/// </remarks>
internal sealed class MinimumSpanningTree
{
    private readonly Neighbourhood _near;
    private readonly int[] _components;
    private readonly Edge?[] _least;
    private readonly DisjointSets _sets;
    private readonly List<Edge> _edges;

    private MinimumSpanningTree(Neighbourhood near)
    {
        int count = near.Core.Length;
        (_near, _components, _least) = (near, new int[count], new Edge?[count]);
        (_sets, _edges) = (new DisjointSets(count), new List<Edge>(count));
    }

    /// <returns>n − 1 edges, ascending.</returns>
    public static Edge[] Of(IPairwiseOps ops, in Rows points, Neighbourhood near, Metric metric)
    {
        var tree = new MinimumSpanningTree(near);
        while (tree.LeastByLists() && tree.Join())
        {
        }

        int[] nearest = new int[points.Count];
        float[] distances = new float[points.Count];
        while (tree._edges.Count < points.Count - 1)
        {
            tree.Number();
            ops.NearestOutside(points, near.Core, tree._components, metric, nearest, distances);
            for (int row = 0; row < points.Count; row++)
                tree.Offer(row, Edge.Between(row, nearest[row], distances[row]));
            tree.Join();
        }

        tree._edges.Sort();
        return [.. tree._edges];
    }

    /// <summary>The least edge of each component for which the lists prove it.</summary>
    /// <returns>Whether there may be one.</returns>
    private bool LeastByLists()
    {
        Number();
        float[] beyond = new float[_components.Length];
        Array.Fill(beyond, float.PositiveInfinity);
        for (int row = 0; row < _components.Length; row++)
        {
            (Edge? nearest, float bound) = _near.NearestOutside(row, _components);
            if (nearest is { } edge) Offer(row, edge);
            beyond[_components[row]] = Math.Min(beyond[_components[row]], bound);
        }

        bool any = false;
        for (int component = 0; component < _least.Length; component++)
        {
            if (_least[component] is { } edge && edge.Weight >= beyond[component]) _least[component] = null;
            any |= _least[component] is not null;
        }

        return any;
    }

    private void Number()
    {
        for (int row = 0; row < _components.Length; row++) _components[row] = _sets.Find(row);
        Array.Clear(_least);
    }

    private void Offer(int row, Edge edge)
    {
        ref Edge? least = ref _least[_components[row]];
        if (least is null || edge < least) least = edge;
    }

    /// <returns>Whether anything was joined.</returns>
    private bool Join()
    {
        int before = _edges.Count;
        foreach (Edge? least in _least)
            if (least is { } edge && _sets.Join(edge.Low, edge.High)) _edges.Add(edge);
        return _edges.Count > before;
    }
}
