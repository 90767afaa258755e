using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Clustering;

/// <summary>Which clusters of the hierarchy are taken.</summary>
public enum ClusterSelection
{
    /// <summary>Those that last: a cluster unless the clusters within it are worth more together.</summary>
    ExcessOfMass,

    /// <summary>Those that do not fall apart any further: many and small.</summary>
    Leaf,
}

/// <summary>
/// Clusters as regions denser than what is around them, of any number and shape; what is in none is noise. Campello,
/// Moulavi, Sander 2013.
/// </summary>
/// <remarks>
/// <para>Core distances, mutual reachability, the minimum spanning tree, its hierarchy condensed, clusters selected: as
/// published. Merges at one distance are undone together, where implementations go through them in the order of a
/// sort; so labels follow the rows through any permutation, up to their numbers.</para>
/// <para>The root is never a cluster. Equal rows lie at distance 0: their cluster lasts for ever. Memory is O(n·k).
/// </para>
/// </remarks>
/// <param name="clusterSizeMin">Rows a cluster has at least, from 2.</param>
/// <param name="samples">
/// The k of <see cref="CoreDistances"/>, from 1; the cluster size when not given. scikit-learn's min_samples counts
/// the row itself and is one more.
/// </param>
public sealed class Hdbscan(
    int clusterSizeMin = 5, int? samples = null, ClusterSelection selection = ClusterSelection.ExcessOfMass)
{
    private readonly int _clusterSizeMin = clusterSizeMin >= 2
        ? clusterSizeMin : throw new ArgumentOutOfRangeException(nameof(clusterSizeMin), clusterSizeMin, "at least 2");

    private readonly int _samples = (samples ?? clusterSizeMin) is var k and >= 1
        ? k : throw new ArgumentOutOfRangeException(nameof(samples), samples, "at least 1");

    /// <param name="labels">n: the cluster of each row, numbered by their first rows; −1 for noise.</param>
    /// <param name="probabilities">
    /// n: how deep in its cluster a row is, λ at which it leaves over λ at which the cluster ends, at most 1; 0 for
    /// noise.
    /// </param>
    /// <returns>How many clusters there are.</returns>
    /// <exception cref="ArgumentException">
    /// An output has another size, or <see cref="Metric.Dot"/> is asked for, which is no distance.
    /// </exception>
    public int Fit(IPairwiseOps ops, in Rows points, Metric metric, Span<int> labels, Span<float> probabilities)
    {
        if (metric == Metric.Dot) throw new ArgumentException("A dot is no distance.", nameof(metric));
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, points.Count, nameof(labels));
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, points.Count, nameof(probabilities));
        var near = Neighbourhood.Of(ops, points, _samples, metric);
        Edge[] edges = MinimumSpanningTree.Of(ops, points, near, metric);
        return Label(Dendrogram.Of(edges, points.Count), labels, probabilities);
    }

    internal int Label(Dendrogram dendrogram, Span<int> labels, Span<float> probabilities)
    {
        var tree = new CondensedTree(dendrogram, _clusterSizeMin);
        bool[] taken = selection == ClusterSelection.Leaf ? Leaves(tree) : ExcessOfMass(tree);
        int[] takenAbove = TakenAbove(tree, taken);
        for (int row = 0; row < labels.Length; row++)
        {
            int cluster = labels[row] = takenAbove[tree.ClusterOf[row]];
            probabilities[row] = cluster < 0 ? 0 : Depth(tree.LeftAt[row], tree.Clusters[cluster].End);
        }

        return Renumbering.ByFirstRow(labels);
    }

    private static float Depth(double left, double end) => left >= end ? 1 : (float)(left / end);

    private static bool[] Leaves(CondensedTree tree) =>
        [.. tree.Clusters.Select(cluster => cluster.Children == 0 && cluster.Parent >= 0)];

    /// <summary>A cluster unless those within it are worth more; being within one that is taken overrules.</summary>
    private static bool[] ExcessOfMass(CondensedTree tree)
    {
        bool[] taken = new bool[tree.Clusters.Count];
        double[] worth = new double[taken.Length];
        for (int i = taken.Length - 1; i > 0; i--)
        {
            CondensedTree.Cluster cluster = tree.Clusters[i];
            Span<double> within = worth.AsSpan(cluster.FirstChild, cluster.Children);
            within.Sort();      // So that the order of the rows does not reach the rounding of the sum.
            double sum = 0;
            foreach (double value in within) sum += value;
            taken[i] = cluster.Stability >= sum;
            worth[i] = Math.Max(cluster.Stability, sum);
        }

        return taken;
    }

    /// <summary>Of each cluster the highest taken one it lies in; −1 without one.</summary>
    private static int[] TakenAbove(CondensedTree tree, bool[] taken)
    {
        int[] above = new int[taken.Length];
        above[0] = -1;
        for (int i = 1; i < above.Length; i++)
        {
            int parent = above[tree.Clusters[i].Parent];
            above[i] = parent >= 0 ? parent : taken[i] ? i : -1;
        }

        return above;
    }
}
