using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

/// <summary>The device gives the bits of <see cref="ScalarOps"/>. Run on what the machine has.</summary>
public sealed class DeviceOpsTests(TestDevice device)
{
    private static readonly Metric[] Metrics = [Metric.Dot, Metric.Cosine, Metric.Euclidean, Metric.Squared];

    /// <summary>About 40 queries of the largest shape.</summary>
    private const long BlockBytes = 20_000;

    // Around the tile of 64 rows, its 16 columns, and one row or column alone.
    private static readonly (int Queries, int Points, int Dimension)[] Shapes =
        [(1, 1, 1), (3, 65, 17), (64, 64, 16), (65, 130, 33), (130, 63, 5), (7, 70, 384)];

    [Fact]
    public void Distances_are_the_scalar_ones()
    {
        using DeviceOps whole = new(device.Required), cut = new(device.Required, BlockBytes);
        foreach (Values values in Everything())
        {
            float[] expected = new float[values.Queries.Count * values.Points.Count];
            new ScalarOps().Distances(values.Queries, values.Points, values.Metric, expected);
            foreach (DeviceOps ops in (DeviceOps[])[whole, cut])
            {
                float[] found = new float[expected.Length];
                ops.Distances(values.Queries, values.Points, values.Metric, found);
                AssertSameBits(expected, found);
            }
        }
    }

    [Theory]
    [InlineData(1, -1)]
    [InlineData(10, -1)]
    [InlineData(3, 0)]
    [InlineData(70, 2)]
    public void The_nearest_are_the_scalar_ones(int k, int self)
    {
        using DeviceOps whole = new(device.Required), cut = new(device.Required, BlockBytes);
        foreach (Values values in Everything())
        {
            Found expected = TopK(new ScalarOps(), values, k, self);
            expected.MustEqual(TopK(whole, values, k, self));
            expected.MustEqual(TopK(cut, values, k, self));
        }
    }

    [Fact]
    public void A_step_of_k_means_is_the_scalar_one()
    {
        using DeviceOps ops = new(device.Required);
        foreach (Values values in Everything().Where(v => v.Metric == Metric.Squared))
        {
            (Found expected, double inertia) = KMeansStep(new ScalarOps(), values);
            (Found found, double same) = KMeansStep(ops, values);
            expected.MustEqual(found);
            Assert.Equal(inertia, same);
        }
    }

    [Fact]
    public void Mutual_reachability_is_the_scalar_one()
    {
        using DeviceOps whole = new(device.Required), cut = new(device.Required, BlockBytes);
        foreach ((int at, Values values) in Everything().Index())
        {
            // One component, a few, nearly one a row.
            int parts = ((int[])[1, 3, 3, 1000])[at % 4];
            Found expected = Outside(new ScalarOps(), values, parts);
            expected.MustEqual(Outside(whole, values, parts));
            expected.MustEqual(Outside(cut, values, parts));
        }
    }

    [Fact]
    public void Nothing_is_a_size_too()
    {
        using DeviceOps ops = new(device.Required);
        foreach ((int queries, int points) in ((int, int)[])[(0, 5), (5, 0), (0, 0)])
        {
            var values = new Values(queries, points, 4, Metric.Squared, "walk");
            TopK(new ScalarOps(), values, 2, -1).MustEqual(TopK(ops, values, 2, -1));
            Outside(new ScalarOps(), values, 3).MustEqual(Outside(ops, values, 3));
            if (points > 0) KMeansStep(new ScalarOps(), values).Found.MustEqual(KMeansStep(ops, values).Found);
        }
    }

    [Fact]
    public void A_second_batch_of_a_size_allocates_nothing()
    {
        using DeviceOps ops = new(device.Required);
        var values = new Values(65, 130, 33, Metric.Cosine, "walk");
        var (rows, found) = (new int[650], new float[650]);
        void Batch() => ops.TopK(values.Queries, values.Points, 10, values.Metric, -1, rows, found);
        Batch();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Batch();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using DeviceOps ops = new(device.Required);
        var values = new Values(3, 4, 5, Metric.Dot, "walk");
        Assert.Throws<ArgumentException>(() => ops.Distances(values.Queries, values.Points, Metric.Dot, new float[11]));
        Assert.Throws<ArgumentException>(() => Outside(ops, values, 2, core: float.NaN));
    }

    private static IEnumerable<Values> Everything() =>
        from shape in Shapes
        from metric in Metrics
        from kind in (string[])["walk", "constant", "tiny", "huge", "grid"]
        select new Values(shape.Queries, shape.Points, shape.Dimension, metric, kind);

    private static Found TopK(IPairwiseOps ops, Values values, int k, int self)
    {
        var found = new Found(values.Queries.Count * k);
        ops.TopK(values.Queries, values.Points, k, values.Metric, self, found.Rows, found.Distances);
        return found;
    }

    private static Found Outside(IPairwiseOps ops, Values values, int parts, float core = 0)
    {
        int n = values.Points.Count;
        var random = CounterRandom.For(4, "components");
        float[] cores = [.. Enumerable.Range(0, n).Select(_ => core + (float)random.NextUniform())];
        int[] components = [.. Enumerable.Range(0, n).Select(_ => random.NextInt(parts))];
        var found = new Found(n);
        ops.NearestOutside(values.Points, cores, components, values.Metric, found.Rows, found.Distances);
        return found;
    }

    private static (Found Found, double Inertia) KMeansStep(IPairwiseOps ops, Values values)
    {
        var found = new Found(values.Queries.Count);
        float[] means = new float[values.Points.Count * values.Points.Dimension];
        double inertia = ops.KMeansStep(values.Queries, values.Points, found.Rows, found.Distances, means);
        return (found with { Distances = [.. found.Distances, .. means] }, inertia);
    }

    private static void AssertSameBits(float[] expected, float[] found) => Assert.Equal(
        MemoryMarshal.Cast<float, int>(expected).ToArray(), MemoryMarshal.Cast<float, int>(found).ToArray());

    private sealed record Found(int[] Rows, float[] Distances)
    {
        public Found(int count)
            : this(new int[count], new float[count])
        {
        }

        public void MustEqual(Found found)
        {
            Assert.Equal(Rows, found.Rows);
            AssertSameBits(Distances, found.Distances);
        }
    }

    /// <summary>Two matrices: queries with padding behind each row, points without.</summary>
    private sealed class Values(int queries, int points, int dimension, Metric metric, string kind)
    {
        private readonly float[] _queries = Of(kind, "queries", queries * (dimension + 3));
        private readonly float[] _points = Of(kind, "points", points * dimension);

        public Metric Metric { get; } = metric;

        public Rows Queries => new(_queries, queries, dimension, dimension + 3);

        public Rows Points => new(_points, points, dimension);

        private static float[] Of(string kind, string side, int count)
        {
            var random = CounterRandom.For(2, kind, side);
            float[] values = new float[count];
            foreach (ref float value in values.AsSpan())
            {
                float normal = (float)random.NextNormal();
                value = kind switch
                {
                    "constant" => 1.1f,
                    "tiny" => normal * 1e-22f,           // Their products are subnormal.
                    "huge" => normal * 1e12f,
                    "grid" => random.NextInt(3) - 1,     // Many ties, both zeros, rows without length.
                    _ => normal,
                };
            }

            return values;
        }
    }
}
