using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Vectors;

/// <summary>
/// The means of labelled rows: an item is a stretch of columns of all rows, so that each sum runs in row order
/// whoever adds it up. See <see cref="IPairwiseOps.KMeansStep"/>.
/// </summary>
internal sealed unsafe class MeansWork : ITiledWork
{
    private const int Columns = 64;

    private readonly Scratch<double> _sums = new();
    private readonly Scratch<int> _members = new();
    private RowsAt _points;
    private RowsAt _centroids;
    private int* _labels;
    private float* _means;

    /// <returns>How many items there are.</returns>
    public int Prepare(in RowsAt points, in RowsAt centroids, int* labels, float* means)
    {
        (_points, _centroids) = (points, centroids);
        _labels = labels;
        _means = means;
        _sums.Reserve((long)centroids.Count * (centroids.Dimension + Columns));
        _members.Reserve(centroids.Count);
        var members = new Span<int>(_members.Data, centroids.Count);
        members.Clear();
        for (int row = 0; row < points.Count; row++) members[labels[row]]++;
        return (centroids.Dimension + Columns - 1) / Columns;
    }

    public void Run(int item, int worker)
    {
        int start = item * Columns, count = Math.Min(Columns, _points.Dimension - start);
        double* sums = _sums.Data + ((long)start * _centroids.Count);
        new Span<double>(sums, _centroids.Count * count).Clear();
        for (int row = 0; row < _points.Count; row++)
            Add(_points[row] + start, sums + ((long)_labels[row] * count), count);
        for (int centroid = 0; centroid < _centroids.Count; centroid++)
        {
            int members = _members.Data[centroid];
            float* mean = _means + ((long)centroid * _centroids.Dimension) + start;
            for (int i = 0; i < count; i++, sums++)
                mean[i] = members == 0 ? _centroids[centroid][start + i] : (float)(*sums / members);
        }
    }

    private static void Add(float* values, double* sums, int count)
    {
        int i = 0;
        for (; i + 8 <= count; i += 8)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load(values + i));
            (Vector256.Load(sums + i) + low).Store(sums + i);
            (Vector256.Load(sums + i + 4) + high).Store(sums + i + 4);
        }

        for (; i < count; i++) sums[i] += values[i];
    }
}
