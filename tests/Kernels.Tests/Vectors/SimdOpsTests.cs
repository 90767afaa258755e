using System.Runtime.Intrinsics;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

public sealed class SimdOpsTests : PairwiseOpsContract
{
    protected override IPairwiseOps Create() => SimdOps.Create(workers: 1);

    /// <summary>More workers than cores: they interrupt each other anywhere.</summary>
    public sealed class OnSeveralWorkers : PairwiseOpsContract
    {
        protected override IPairwiseOps Create() => SimdOps.Create(workers: 3);
    }

    public sealed class With512Bits : PairwiseOpsContract
    {
        protected override IPairwiseOps Create() => new SimdOps<FloatLanes512, Vector512<float>>(workers: 2);
    }

    public sealed class With256Bits : PairwiseOpsContract
    {
        protected override IPairwiseOps Create() => new SimdOps<FloatLanes256, Vector256<float>>(workers: 2);
    }

    [Fact]
    public void Points_beyond_one_chunk_of_panels_are_found()
    {
        var points = new RandomRows(2, count: 2100, dimension: 2100);
        using var definition = new ScalarOps();
        var expected = TopK(definition, points.Rows.Slice(2090, 10), points.Rows, 4, Metric.Cosine, self: 2090);
        var actual = TopK(Ops, points.Rows.Slice(2090, 10), points.Rows, 4, Metric.Cosine, self: 2090);
        Assert.Equal(expected.Neighbours, actual.Neighbours);
        Assert.Equal(expected.Distances, actual.Distances);
    }

    [Fact]
    public void A_batch_allocates_nothing()
    {
        var points = new RandomRows(6, 200, 33);
        float[] distances = new float[200 * 5], squared = new float[200], means = new float[3 * 33];
        int[] neighbours = new int[200 * 5], labels = new int[200], nearest = new int[200];
        float[] reach = new float[200];
        using IPairwiseOps ops = SimdOps.Create(workers: 2);
        Batch();
        // The least of some: the first time that a wait is long enough to block, the framework makes it a lock.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Batch()));

        long Batch()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Rows rows = points.Rows;
            ops.TopK(rows, rows, 5, Metric.Euclidean, 0, neighbours, distances);
            ops.KMeansStep(rows, rows.Slice(0, 3), labels, squared, means);
            ops.NearestOutside(rows, squared, labels, Metric.Euclidean, nearest, reach);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
