namespace Tauric.Kernels.Vectors;

/// <summary>
/// Work over all pairs of rows, reduced where it is computed. <see cref="ScalarOps"/> is the definition; every other
/// implementation gives its bits, for any sizes, alignment, pitch and number of workers.
/// </summary>
/// <remarks>
/// <para>A distance is <see cref="Metric"/>'s formula of <see cref="Similarity.Dot"/>: one chain of f32 fused
/// multiply-adds over the columns in order, starting at +0, whatever the dimension. Cutting the chain into blocks is
/// allowed when a block goes on from the sum of the one before; adding up blocks that start at zero is not.</para>
/// <para>Nearer means: smaller distance, compared after the root, then lower row. That order is total.</para>
/// <para>Outputs are row-major, contiguous and of exactly the stated size; they must not overlap the inputs, and are
/// written whole. Rows of both sides have one dimension. An instance serves one caller at a time; in steady state
/// (sizes it has met before) it allocates nothing.</para>
/// </remarks>
public interface IPairwiseOps : IDisposable
{
    /// <summary>All distances: n queries × m points. For matrices that are wanted whole and are small.</summary>
    /// <param name="distances">n·m, distance of query i and point j at i·m + j.</param>
    /// <exception cref="ArgumentException">Dimensions differ, or an output has another size.</exception>
    void Distances(in Rows queries, in Rows points, Metric metric, Span<float> distances);

    /// <summary>The k nearest points of each query, nearest first: exact.</summary>
    /// <param name="k">At least 1. More than there are points is allowed.</param>
    /// <param name="self">
    /// When the queries are rows of the points: the row of the first one; query i then skips point self + i, and only
    /// that one, not its duplicates. −1 when they are not.
    /// </param>
    /// <param name="neighbours">n·k rows of points; −1 where there is no further point.</param>
    /// <param name="distances">n·k, ascending in a row; +∞ where there is no further point.</param>
    /// <exception cref="ArgumentException">Dimensions differ, or an output has another size.</exception>
    void TopK(in Rows queries, in Rows points, int k, Metric metric, int self,
        Span<int> neighbours, Span<float> distances);

    /// <summary>One step of Lloyd's k-means: each point to its nearest centroid, each centroid to its mean.</summary>
    /// <remarks>
    /// Nearest by <see cref="Metric.Squared"/>, points being the queries; ties go to the lower centroid. A mean is the
    /// f64 sum of its members' values, added one by one in row order from +0, divided by their number in f64 and
    /// rounded to f32. A centroid without members stays where it is. Lloyd 1982.
    /// </remarks>
    /// <param name="centroids">k rows, k at least 1.</param>
    /// <param name="labels">n, the centroid of each point.</param>
    /// <param name="squared">n, the squared distance of each point from it.</param>
    /// <param name="means">k·dimension, the centroids of the next step.</param>
    /// <returns>The inertia: the sum of <paramref name="squared"/> in f64, in row order.</returns>
    /// <exception cref="ArgumentException">
    /// Dimensions differ, there is no centroid, or an output has another size.
    /// </exception>
    double KMeansStep(in Rows points, in Rows centroids, Span<int> labels, Span<float> squared, Span<float> means);

    /// <summary>
    /// For each point the nearest point of another component by mutual reachability: max(core_a, core_b, distance).
    /// One step of Borůvka's minimum spanning tree.
    /// </summary>
    /// <remarks>
    /// Ties by lower row: for one point that is the order of edges by (weight, lower end, higher end), under which the
    /// tree is unique. Campello, Moulavi, Sander 2013.
    /// </remarks>
    /// <param name="core">n core distances, finite, not negative (for <see cref="Metric.Dot"/>: finite).</param>
    /// <param name="components">n, any numbers; points of one number are of one component.</param>
    /// <param name="nearest">n rows; −1 when every point is of the same component.</param>
    /// <param name="distances">n mutual reachability distances; +∞ when there is none.</param>
    /// <exception cref="ArgumentException">Sizes differ, or a core distance is not finite; names its row.</exception>
    void NearestOutside(in Rows points, ReadOnlySpan<float> core, ReadOnlySpan<int> components, Metric metric,
        Span<int> nearest, Span<float> distances);
}
