using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Vectors;

/// <summary>
/// Pairwise work on the vector registers of this machine and on several cores: tiles of fused multiply-adds near the
/// arithmetic peak, reduced while they are in the first cache. Memory: 16 MiB and a few words a row.
/// </summary>
public static class SimdOps
{
    /// <param name="workers">Threads, the caller's included; all cores when not given.</param>
    public static IPairwiseOps Create(int? workers = null) => Vector512.IsHardwareAccelerated
        ? new SimdOps<FloatLanes512, Vector512<float>>(workers ?? Environment.ProcessorCount)
        : new SimdOps<FloatLanes256, Vector256<float>>(workers ?? Environment.ProcessorCount);
}

/// <inheritdoc cref="SimdOps"/>
internal sealed unsafe class SimdOps<TLanes, TVector> : IPairwiseOps
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    private readonly TileWorkers _workers;
    private readonly Pairing<TLanes, TVector> _pairing;
    private readonly KeyTiles<TLanes, TVector, DistanceTaker<TLanes, TVector>> _distances;
    private readonly KeyTiles<TLanes, TVector, NearestTaker<TLanes, TVector>> _nearest;
    private readonly KeyTiles<TLanes, TVector, OutsideTaker<TLanes, TVector>> _outside;
    private readonly MeansWork _means = new();
    private readonly Scratch<float> _bounds = new(), _cores = new();
    private readonly Scratch<int> _components = new();

    public SimdOps(int workers)
    {
        _workers = new TileWorkers(workers);
        _pairing = new Pairing<TLanes, TVector>(_workers);
        _distances = new(_pairing);
        _nearest = new(_pairing);
        _outside = new(_pairing);
    }

    public void Distances(in Rows queries, in Rows points, Metric metric, Span<float> distances)
    {
        PairwiseShapes.Distances(queries, points, distances);
        fixed (float* query = queries.Values, point = points.Values, to = distances)
        {
            _distances.Taker = new(to, points.Count, metric);
            _pairing.Run(new RowsAt(query, queries), new RowsAt(point, points), metric, _distances);
        }
    }

    public void TopK(in Rows queries, in Rows points, int k, Metric metric, int self,
        Span<int> neighbours, Span<float> distances)
    {
        PairwiseShapes.TopK(queries, points, k, self, neighbours, distances);
        neighbours.Fill(-1);
        distances.Fill(float.PositiveInfinity);
        fixed (float* query = queries.Values, point = points.Values, to = distances)
        fixed (int* rows = neighbours)
        {
            _nearest.Taker = new(rows, to, Unbounded(queries.Count), k, self, metric);
            _pairing.Run(new RowsAt(query, queries), new RowsAt(point, points), metric, _nearest);
        }
    }

    public double KMeansStep(
        in Rows points, in Rows centroids, Span<int> labels, Span<float> squared, Span<float> means)
    {
        PairwiseShapes.KMeansStep(points, centroids, labels, squared, means);
        TopK(points, centroids, 1, Metric.Squared, self: -1, labels, squared);
        fixed (float* point = points.Values, centroid = centroids.Values, to = means)
        fixed (int* label = labels)
        {
            int items = _means.Prepare(new RowsAt(point, points), new RowsAt(centroid, centroids), label, to);
            _workers.Run(_means, items);
        }

        return ScalarOps.Inertia(squared);
    }

    public void NearestOutside(in Rows points, ReadOnlySpan<float> core, ReadOnlySpan<int> components, Metric metric,
        Span<int> nearest, Span<float> distances)
    {
        PairwiseShapes.NearestOutside(points, core, components, nearest, distances);
        nearest.Fill(-1);
        distances.Fill(float.PositiveInfinity);
        _cores.Reserve(points.Count + (2 * TLanes.Width));
        _components.Reserve(points.Count + (2 * TLanes.Width));
        core.CopyTo(new Span<float>(_cores.Data, points.Count));
        components.CopyTo(new Span<int>(_components.Data, points.Count));
        fixed (float* point = points.Values, to = distances)
        fixed (int* rows = nearest)
        {
            var all = new RowsAt(point, points);
            _outside.Taker = new(rows, to, Unbounded(points.Count), _cores.Data, _components.Data, metric);
            _pairing.Run(all, all, metric, _outside);
        }
    }

    public void Dispose() => _workers.Dispose();

    private float* Unbounded(int queries)
    {
        _bounds.Reserve(queries);
        new Span<float>(_bounds.Data, queries).Fill(float.PositiveInfinity);
        return _bounds.Data;
    }
}
