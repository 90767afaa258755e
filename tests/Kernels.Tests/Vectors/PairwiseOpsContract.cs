using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

/// <summary>
/// What every <see cref="IPairwiseOps"/> owes us: the bits of <see cref="ScalarOps"/>. Inherited, never copied; uses
/// only what is public, so that an implementation elsewhere can inherit it too.
/// </summary>
public abstract class PairwiseOpsContract : IDisposable
{
    private static readonly Metric[] Metrics = [Metric.Dot, Metric.Cosine, Metric.Euclidean, Metric.Squared];

    private readonly ScalarOps _definition = new();
    private IPairwiseOps? _ops;

    protected IPairwiseOps Ops => _ops ??= Create();

    protected abstract IPairwiseOps Create();

    /// <summary>Dimensions beyond the tails: small where all is slow.</summary>
    protected virtual int LargeDimension => 450;

    [Fact]
    public void Any_sizes_alignment_and_pitch_give_the_bits_of_the_definition()
    {
        var cases = ArbMap.Default.GeneratorFor<int>().Select(Case.Of).ToArbitrary();
        Prop.ForAll(cases, Agrees).Holds(25);
    }

    [Fact]
    public void Every_tail_gives_the_bits_of_the_definition()
    {
        for (int size = 1; size <= 17; size++)
        {
            Assert.True(Agrees(new Case(size, Queries: size, Points: 18 - size, Dimension: 3, size, 0, 1)));
            Assert.True(Agrees(new Case(size, Queries: 7, Points: 48 + size, Dimension: size, 0, size, 1)));
        }
    }

    [Fact]
    public void Many_rows_and_columns_give_the_bits_of_the_definition()
    {
        Assert.True(Agrees(new Case(1, Queries: 40, Points: 140, LargeDimension, Offset: 1, Padding: 3, K: 10)));
        Assert.True(Agrees(new Case(2, Queries: 1, Points: 300, Dimension: 2, Offset: 0, Padding: 0, K: 300)));
        Assert.True(Agrees(new Case(3, Queries: 1000, Points: 1, Dimension: 1, Offset: 0, Padding: 0, K: 1)));
    }

    [Fact]
    public void Huge_and_tiny_values_give_the_bits_of_the_definition()
    {
        Assert.True(Agrees(new Case(4, 20, 40, 9, 0, 0, 3, Spread: 2e14f)));
        Assert.True(Agrees(new Case(5, 20, 40, 9, 0, 0, 3, Spread: 1e-18f)));
    }

    [Fact]
    public void Nothing_is_near_nothing()
    {
        var rows = new RandomRows(1, 3, 2);
        var (neighbours, distances) = TopK(Ops, rows.Rows, rows.Rows.Slice(0, 0), 2, Metric.Euclidean, -1);
        Assert.All(neighbours, row => Assert.Equal(-1, row));
        Assert.All(distances, distance => Assert.Equal(float.PositiveInfinity, distance));
        Assert.Empty(TopK(Ops, rows.Rows.Slice(0, 0), rows.Rows, 2, Metric.Euclidean, -1).Neighbours);
    }

    [Fact]
    public void Neighbours_worked_by_hand()
    {
        var line = RandomRows.Of(1, 0, 3, 4, 4, 10);
        var (neighbours, distances) = TopK(Ops, line.Rows, line.Rows, 2, Metric.Euclidean, self: 0);
        Assert.Equal([1, 2, /**/ 2, 3, /**/ 3, 1, /**/ 2, 1, /**/ 2, 3], neighbours);
        Assert.Equal([3f, 4, /**/ 1, 1, /**/ 0, 1, /**/ 0, 1, /**/ 6, 6], distances);
        (neighbours, distances) = TopK(Ops, line.Rows.Slice(1, 1), line.Rows, 5, Metric.Dot, self: 1);
        Assert.Equal([4, 2, 3, 0, -1], neighbours);
        Assert.Equal([-30f, -12, -12, 0, float.PositiveInfinity], distances);
    }

    [Fact]
    public void Cosine_distances_worked_by_hand()
    {
        var rows = RandomRows.Of(2, 3, 4, 4, -3, -6, -8, 0, 0);
        Assert.Equal([0f, 1, 2, 1], Distances(Ops, rows.Rows.Slice(0, 1), rows.Rows, Metric.Cosine), Near);
        Assert.Equal([1f, 1, 1, 1], Distances(Ops, rows.Rows.Slice(3, 1), rows.Rows, Metric.Cosine));
    }

    [Fact]
    public void Equal_rows_are_nearest_at_no_distance_and_tie_by_row()
    {
        float[] one = [.. Enumerable.Range(1, 37).Select(i => 1f / i)];
        var rows = RandomRows.Of(37, [.. Enumerable.Repeat(one, 50).SelectMany(values => values)]);
        var (neighbours, distances) = TopK(Ops, rows.Rows, rows.Rows, 3, Metric.Euclidean, self: 0);
        Assert.Equal([1, 2, 3, /**/ 0, 2, 3, /**/ 0, 1, 3, /**/ 0, 1, 2], neighbours[..12]);
        Assert.All(distances, distance => Assert.Equal(0, distance));
    }

    [Fact]
    public void Distances_are_symmetric_to_the_bit_and_keep_the_triangle_inequality()
    {
        var rows = new RandomRows(9, 60, 24);
        foreach (Metric metric in Metrics)
        {
            float[] all = Distances(Ops, rows.Rows, rows.Rows, metric);
            for (int i = 0; i < 60; i++)
                for (int j = 0; j < i; j++) Assert.Equal(all[(i * 60) + j], all[(j * 60) + i]);
        }

        float[] lengths = Distances(Ops, rows.Rows, rows.Rows, Metric.Euclidean);
        for (int i = 0; i < 60 * 60 * 60; i++)
        {
            int a = i / 3600, b = i / 60 % 60, c = i % 60;
            Assert.True(lengths[(a * 60) + c] <= lengths[(a * 60) + b] + lengths[(b * 60) + c] + 1e-2f);
        }
    }

    [Fact]
    public void A_permutation_of_the_points_permutes_what_is_found()
    {
        var rows = new RandomRows(3, 90, 11);
        int[] order = [.. Enumerable.Range(0, 90)];
        CounterRandom.For(5, "order").Shuffle<int>(order);
        float[] before = TopK(Ops, rows.Rows, rows.Rows, 5, Metric.Euclidean, self: 0).Distances;
        RandomRows permuted = rows.Permuted(order);
        float[] after = TopK(Ops, permuted.Rows, permuted.Rows, 5, Metric.Euclidean, self: 0).Distances;
        for (int i = 0; i < 90; i++)
            Assert.Equal(before[(order[i] * 5)..((order[i] * 5) + 5)], after[(i * 5)..((i * 5) + 5)]);
    }

    [Fact]
    public void A_k_means_step_worked_by_hand()
    {
        var points = RandomRows.Of(1, 0, 1, 5, 9, 10);
        var centroids = RandomRows.Of(1, 0, 10, 90);
        int[] labels = new int[5];
        float[] squared = new float[5], means = new float[3];
        double inertia = Ops.KMeansStep(points.Rows, centroids.Rows, labels, squared, means);
        Assert.Equal([0, 0, 0, 1, 1], labels);      // 5 ties: the lower centroid.
        Assert.Equal([0f, 1, 25, 1, 0], squared);
        Assert.Equal([2f, 9.5f, 90], means);        // The last has no members and stays.
        Assert.Equal(27, inertia);
    }

    [Fact]
    public void A_k_means_step_never_raises_the_inertia()
    {
        var points = new RandomRows(8, 400, 6);
        float[] centroids = [.. points.Values.Take(5 * 6)], means = new float[5 * 6], squared = new float[400];
        double last = double.PositiveInfinity;
        for (int step = 0; step < 10; step++)
        {
            double inertia = Ops.KMeansStep(points.Rows, new Rows(centroids, 5, 6), new int[400], squared, means);
            Assert.True(inertia <= last * (1 + 1e-6));
            (last, centroids, means) = (inertia, means, centroids);
        }
    }

    [Fact]
    public void Mutual_reachability_worked_by_hand()
    {
        var line = RandomRows.Of(1, 0, 1, 3, 6, 7);
        float[] core = [1, 1, 2, 5, 1], distances = new float[5];
        int[] nearest = new int[5];
        Ops.NearestOutside(line.Rows, core, [7, 7, 3, 3, 9], Metric.Euclidean, nearest, distances);
        Assert.Equal([2, 2, 1, 0 + 1, 2], nearest);
        Assert.Equal([3f, 2, 2, 5, 4], distances);
        Ops.NearestOutside(line.Rows, core, new int[5], Metric.Euclidean, nearest, distances);
        Assert.All(nearest, row => Assert.Equal(-1, row));
    }

    [Fact]
    public void A_value_that_is_no_number_is_refused_with_row_and_column()
    {
        foreach (float wrong in (float[])[float.NaN, float.PositiveInfinity, -2e15f])
        {
            float[] values = new float[40];
            values[(2 * 11) + 9] = wrong;
            ArgumentException error = Assert.Throws<ArgumentException>(() => new Rows(values, 3, 10, 11).Count);
            Assert.Contains("Row 2, column 9", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        float[] values = new float[12], distances = new float[4];
        Assert.Throws<ArgumentException>(() =>
            Ops.Distances(new Rows(values, 2, 3), new Rows(values, 2, 4), Metric.Dot, distances));
        Assert.Throws<ArgumentException>(() =>
            Ops.Distances(new Rows(values, 2, 3), new Rows(values, 3, 3), Metric.Dot, distances));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Ops.TopK(new Rows(values, 2, 3), new Rows(values, 2, 3), 0, Metric.Dot, -1, [], []));
        Assert.Throws<ArgumentException>(() =>
            Ops.KMeansStep(new Rows(values, 4, 3), new Rows([], 0, 3), new int[4], new float[4], []));
        Assert.Throws<ArgumentException>(() => Ops.NearestOutside(
            new Rows(values, 1, 3), [float.NaN], [0], Metric.Dot, new int[1], new float[1]));
    }

    public void Dispose()
    {
        _ops?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static (int[] Neighbours, float[] Distances) TopK(
        IPairwiseOps ops, in Rows queries, in Rows points, int k, Metric metric, int self)
    {
        int[] neighbours = new int[queries.Count * k];
        float[] distances = new float[queries.Count * k];
        ops.TopK(queries, points, k, metric, self, neighbours, distances);
        return (neighbours, distances);
    }

    private static float[] Distances(IPairwiseOps ops, in Rows queries, in Rows points, Metric metric)
    {
        float[] distances = new float[queries.Count * points.Count];
        ops.Distances(queries, points, metric, distances);
        return distances;
    }

    private bool Agrees(Case sizes) => Metrics.All(metric => Agrees(sizes, metric));

    private bool Agrees(Case sizes, Metric metric)
    {
        byte[] expected = Everything(_definition, sizes, metric), actual = Everything(Ops, sizes, metric);
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"{sizes}, {metric}");
        return true;
    }

    /// <summary>The bytes of every answer: all operations on these sizes.</summary>
    private static byte[] Everything(IPairwiseOps ops, Case sizes, Metric metric)
    {
        RandomRows queries = sizes.Rows("queries", sizes.Queries), points = sizes.Rows("points", sizes.Points);
        var answer = new List<byte>();
        answer.AddRange(Bytes(Distances(ops, queries.Rows, points.Rows, metric)));
        var (neighbours, distances) = TopK(ops, queries.Rows, points.Rows, sizes.K, metric, self: -1);
        answer.AddRange([.. Bytes(neighbours), .. Bytes(distances)]);
        int self = points.Count / 3, count = points.Count - self;
        (neighbours, distances) = TopK(ops, points.Rows.Slice(self, count), points.Rows, sizes.K, metric, self);
        answer.AddRange([.. Bytes(neighbours), .. Bytes(distances)]);

        int[] labels = new int[queries.Count];
        float[] squared = new float[queries.Count], means = new float[points.Count * points.Dimension];
        double inertia = ops.KMeansStep(queries.Rows, points.Rows, labels, squared, means);
        answer.AddRange([.. Bytes(labels), .. Bytes(squared), .. Bytes(means), .. Bytes([inertia])]);

        int[] components = [.. Enumerable.Range(0, count).Select(row => row % (1 + (sizes.K % 4)))];
        float[] core = [.. Enumerable.Range(0, count).Select(row => distances[(row * sizes.K) + (sizes.K / 2)])];
        core = [.. core.Select(value => float.IsFinite(value) ? value : 1)];
        int[] nearest = new int[count];
        float[] reach = new float[count];
        ops.NearestOutside(points.Rows.Slice(self, count), core, components, metric, nearest, reach);
        answer.AddRange([.. Bytes(nearest), .. Bytes(reach)]);
        return [.. answer];
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

    private static bool Near(float expected, float actual) => Math.Abs(expected - actual) < 1e-6f;

    private sealed record Case(
        int Seed, int Queries, int Points, int Dimension, int Offset, int Padding, int K, float Spread = 1)
    {
        public static Case Of(int seed)
        {
            var random = CounterRandom.For(seed, "case");
            return new Case(seed, 1 + random.NextInt(50), 1 + random.NextInt(90), 1 + random.NextInt(40),
                random.NextInt(17), random.NextInt(5), 1 + random.NextInt(20));
        }

        public RandomRows Rows(string which, int count) =>
            new(Seed + (which == "points" ? 1000 : 0), count, Dimension, Offset, Padding, Spread);
    }
}
