using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

/// <summary>On what the machine has.</summary>
public class DeviceOpsTests(TestDevice device) : PairwiseOpsContract
{
    // Asked for here: a property would take a skipped test for a failed one.
    protected IComputeDevice Device { get; } = device.Required;

    // Over the tile of 16 columns; the driver of a processor is slow.
    protected override int LargeDimension => 70;

    protected override IPairwiseOps Create() => new DeviceOps(Device);

    /// <summary>Blocks of a few queries, and of one: they do not show.</summary>
    public sealed class InBlocks(TestDevice device) : DeviceOpsTests(device)
    {
        protected override IPairwiseOps Create() => new DeviceOps(Device, blockBytes: 3000);
    }

    [Fact]
    public void Ties_zeros_of_both_signs_and_rows_without_length_give_the_bits_of_the_definition()
    {
        var random = CounterRandom.For(2, "grid");
        float[] values = new float[130 * 5];
        foreach (ref float value in values.AsSpan()) value = random.NextInt(4) is var x && x == 3 ? -0f : x - 1;
        foreach (Metric metric in (Metric[])[Metric.Dot, Metric.Cosine, Metric.Euclidean, Metric.Squared])
        {
            using var definition = new ScalarOps();
            var rows = new Rows(values, 130, 5);
            var (neighbours, distances) = TopK(definition, rows, rows, 70, metric, self: 0);
            var found = TopK(Ops, rows, rows, 70, metric, self: 0);
            Assert.Equal(neighbours, found.Neighbours);
            Assert.Equal(distances.Select(BitConverter.SingleToInt32Bits),
                found.Distances.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void A_batch_allocates_nothing()
    {
        var points = new RandomRows(6, 200, 33);
        float[] distances = new float[200 * 5], squared = new float[200], means = new float[3 * 33];
        int[] neighbours = new int[200 * 5], labels = new int[200], nearest = new int[200];
        float[] reach = new float[200];
        IPairwiseOps ops = Ops;
        Batch();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Batch();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Batch()
        {
            Rows rows = points.Rows;
            ops.TopK(rows, rows, 5, Metric.Euclidean, 0, neighbours, distances);
            ops.KMeansStep(rows, rows.Slice(0, 3), labels, squared, means);
            ops.NearestOutside(rows, squared, labels, Metric.Euclidean, nearest, reach);
        }
    }
}
