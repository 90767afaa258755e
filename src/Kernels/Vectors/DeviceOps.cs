using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Vectors;

/// <summary>
/// Pairwise work on a device: tiles of distances, reduced where they lie; only what was asked for comes back.
/// </summary>
/// <remarks>
/// Holds the rows of both sides and <see cref="BlockBytes"/> of distances. Queries are worked off in blocks, so the
/// number of pairs is not bounded by the device's memory.
/// </remarks>
public sealed class DeviceOps : IPairwiseOps
{
    /// <summary>Most bytes of distances on the device at a time, but for at least one query.</summary>
    public const long BlockBytes = 256L << 20;

    private const int TilePairs = 64, TileItems = 16, Lanes = 64;

    private static readonly KernelSource Source = DeviceSource.Of("DeviceOps");

    private readonly IComputeDevice _device;
    private readonly long _blockBytes;
    private readonly DeviceKernel _distances, _reachability, _nearest, _means;
    private readonly DeviceRows _queries, _points;
    private readonly DeviceRoom _block, _rows, _found, _core, _components, _order, _starts, _centres;
    private int[] _hostOrder = [], _hostStarts = [];

    public DeviceOps(IComputeDevice device)
        : this(device, BlockBytes)
    {
    }

    /// <param name="blockBytes">Small in tests: the blocks do not show.</param>
    internal DeviceOps(IComputeDevice device, long blockBytes)
    {
        (_device, _blockBytes) = (device, blockBytes);
        _distances = device.Kernel(Source, "distances");
        _reachability = device.Kernel(Source, "reachability");
        _nearest = device.Kernel(Source, "nearest");
        _means = device.Kernel(Source, "means");
        DeviceKernel lengths = device.Kernel(Source, "squared_lengths");
        (_queries, _points) = (new DeviceRows(device, lengths), new DeviceRows(device, lengths));
        (_block, _rows, _found) = (new DeviceRoom(device), new DeviceRoom(device), new DeviceRoom(device));
        (_core, _components) = (new DeviceRoom(device), new DeviceRoom(device));
        (_order, _starts, _centres) = (new DeviceRoom(device), new DeviceRoom(device), new DeviceRoom(device));
    }

    public void Distances(in Rows queries, in Rows points, Metric metric, Span<float> distances)
    {
        PairwiseShapes.Distances(queries, points, distances);
        if (distances.IsEmpty) return;
        Load(queries, points, metric);
        int step = BlockRows(queries.Count, points.Count);
        for (int first = 0; first < queries.Count; first += step)
        {
            int count = Math.Min(step, queries.Count - first);
            DeviceBuffer block = LaunchDistances(_queries, first, count, points.Dimension, metric);
            _device.Download(block, distances.Slice(first * points.Count, count * points.Count));
        }
    }

    public void TopK(in Rows queries, in Rows points, int k, Metric metric, int self,
        Span<int> neighbours, Span<float> distances)
    {
        PairwiseShapes.TopK(queries, points, k, self, neighbours, distances);
        if (queries.Count == 0 || points.Count == 0)
        {
            neighbours.Fill(-1);
            distances.Fill(float.PositiveInfinity);
            return;
        }

        Load(queries, points, metric);
        int step = BlockRows(queries.Count, points.Count);
        for (int first = 0; first < queries.Count; first += step)
        {
            int count = Math.Min(step, queries.Count - first);
            DeviceBuffer block = LaunchDistances(_queries, first, count, points.Dimension, metric);
            Select(block, k, self < 0 ? -1 : self + first,
                neighbours.Slice(first * k, count * k), distances.Slice(first * k, count * k));
        }
    }

    public double KMeansStep(
        in Rows points, in Rows centroids, Span<int> labels, Span<float> squared, Span<float> means)
    {
        PairwiseShapes.KMeansStep(points, centroids, labels, squared, means);
        if (points.Count == 0)
        {
            for (int c = 0; c < centroids.Count; c++) centroids[c].CopyTo(means[(c * centroids.Dimension)..]);
            return 0;
        }

        // Leaves points and centroids on the device.
        TopK(points, centroids, 1, Metric.Squared, self: -1, labels, squared);
        SortByLabel(labels, centroids.Count);
        DeviceBuffer centres = _centres.Of((long)means.Length * sizeof(float));
        _device.Launch(_means, new Grid(centroids.Dimension, centroids.Count), _queries.Values, _queries.Pitch,
            _order.With<int>(_hostOrder.AsSpan(0, labels.Length)),
            _starts.With<int>(_hostStarts.AsSpan(0, centroids.Count + 1)),
            _points.Values, _points.Pitch, centroids.Count, centroids.Dimension, centres);
        _device.Download(centres, means);
        return ScalarOps.Inertia(squared);
    }

    public void NearestOutside(in Rows points, ReadOnlySpan<float> core, ReadOnlySpan<int> components, Metric metric,
        Span<int> nearest, Span<float> distances)
    {
        PairwiseShapes.NearestOutside(points, core, components, nearest, distances);
        if (points.Count == 0) return;
        _points.Load(points, metric);
        DeviceBuffer cores = _core.With(core), parts = _components.With(components);
        int step = BlockRows(points.Count, points.Count);
        for (int first = 0; first < points.Count; first += step)
        {
            int count = Math.Min(step, points.Count - first);
            DeviceBuffer block = LaunchDistances(_points, first, count, points.Dimension, metric);
            _device.Launch(_reachability, new Grid(points.Count, count), block, first, count, points.Count, cores,
                parts);
            Select(block, 1, self: -1, nearest.Slice(first, count), distances.Slice(first, count));
        }
    }

    public void Dispose()
    {
        _queries.Dispose();
        _points.Dispose();
        foreach (DeviceRoom room in (ReadOnlySpan<DeviceRoom>)
            [_block, _rows, _found, _core, _components, _order, _starts, _centres]) room.Dispose();
    }

    private void Load(in Rows queries, in Rows points, Metric metric)
    {
        _queries.Load(queries, metric);
        _points.Load(points, metric);
    }

    private int BlockRows(int queries, int points) =>
        (int)Math.Clamp(_blockBytes / (sizeof(float) * (long)points), 1, queries);

    private DeviceBuffer LaunchDistances(DeviceRows queries, int first, int count, int dimension, Metric metric)
    {
        DeviceBuffer block = _block.Of((long)count * _points.Count * sizeof(float));
        _device.Launch(_distances, new Grid(Items(_points.Count), Items(count), TileItems, TileItems),
            queries.Values, queries.Pitch, first, count, _points.Values, _points.Pitch, _points.Count, dimension,
            queries.Terms, _points.Terms, metric.Scale, metric.Floor, metric.Root ? 1 : 0, block);
        return block;

        static long Items(int rows) => ((long)rows + TilePairs - 1) / TilePairs * TileItems;
    }

    private void Select(DeviceBuffer block, int k, int self, Span<int> neighbours, Span<float> distances)
    {
        DeviceBuffer rows = _rows.Of((long)neighbours.Length * sizeof(int));
        DeviceBuffer found = _found.Of((long)distances.Length * sizeof(float));
        _device.Launch(_nearest, new Grid((long)neighbours.Length / k * Lanes, 1, Lanes), block, _points.Count, k,
            self, rows, found);
        _device.Download(rows, neighbours);
        _device.Download(found, distances);
    }

    /// <summary>Rows by label, ascending within one: a counting sort.</summary>
    private void SortByLabel(ReadOnlySpan<int> labels, int count)
    {
        if (_hostOrder.Length < labels.Length) _hostOrder = new int[labels.Length];
        if (_hostStarts.Length < count + 2) _hostStarts = new int[count + 2];
        // Two places ahead: filling moves each start to where the next label begins.
        Span<int> starts = _hostStarts.AsSpan(0, count + 2);
        starts.Clear();
        foreach (int label in labels) starts[label + 2]++;
        for (int i = 2; i < starts.Length; i++) starts[i] += starts[i - 1];
        for (int row = 0; row < labels.Length; row++) _hostOrder[starts[labels[row] + 1]++] = row;
    }
}
