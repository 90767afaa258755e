using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Clustering;
using Tauric.Kernels.Tests.Vectors;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class HdbscanTests
{
    /// <summary>
    /// What the Python package hdbscan 0.8.43 finds in 200 invented points (generic algorithm, Euclidean in f64), but
    /// for nine labels: a row that leaves a cluster at its very birth connects two. The package goes through equal
    /// merges one by one and gives it to one of them; undone together they leave it alone, and the file says noise.
    /// </summary>
    [Theory]
    [InlineData(5, 5, ClusterSelection.ExcessOfMass, 2)]
    [InlineData(5, 5, ClusterSelection.Leaf, 4)]
    [InlineData(10, 3, ClusterSelection.ExcessOfMass, 6)]
    [InlineData(4, 2, ClusterSelection.Leaf, 8)]
    public void Labels_and_probabilities_are_those_of_the_reference(
        int size, int samples, ClusterSelection selection, int column)
    {
        double[][] golden = Golden();
        var points = RandomRows.Of(2, [.. golden.SelectMany(row => row[..2]).Select(value => (float)value)]);
        (int[] labels, float[] probabilities) = Fit(new Hdbscan(size, samples, selection), points);
        Assert.Equal(golden.Select(row => (int)row[column]), labels);
        Assert.Equal(golden.Select(row => (float)row[column + 1]), probabilities, (a, b) => Math.Abs(a - b) < 1e-3f);
    }

    [Fact]
    public void Two_groups_and_a_row_apart_worked_by_hand()
    {
        // Core distances 1 but for the last, 8. At 8 all falls apart at once; at 1 the groups do.
        var line = RandomRows.Of(1, 0, 1, 2, 10, 11, 12, 20);
        (int[] labels, float[] probabilities) = Fit(new Hdbscan(3, 1), line);
        Assert.Equal([0, 0, 0, 1, 1, 1, -1], labels);
        Assert.Equal([1, 1, 1, 1, 1, 1, 0], probabilities);
    }

    /// <summary>A group of two: 6·(1/gap − 1/far) against 2·3·(1 − 1/gap).</summary>
    [Theory]
    [InlineData(1.5f, ClusterSelection.ExcessOfMass, new[] { 0, 0, 0, 0, 0, 0, 1, 1, 1 })]
    [InlineData(1.5f, ClusterSelection.Leaf, new[] { 0, 0, 0, 1, 1, 1, 2, 2, 2 })]
    [InlineData(4f, ClusterSelection.ExcessOfMass, new[] { 0, 0, 0, 1, 1, 1, 2, 2, 2 })]
    public void A_cluster_is_taken_unless_those_within_are_worth_more(
        float gap, ClusterSelection selection, int[] labels)
    {
        var line = RandomRows.Of(1, 0, 1, 2, 2 + gap, 3 + gap, 4 + gap, 100, 101, 102);
        Assert.Equal(labels, Fit(new Hdbscan(3, 1, selection), line).Labels);
    }

    [Fact]
    public void A_row_half_way_out_is_half_a_member()
    {
        (int[] labels, float[] probabilities) = Fit(new Hdbscan(3, 1), RandomRows.Of(1, 0, 1, 2, 4, 50, 51, 52));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1], labels);
        Assert.Equal([1, 1, 1, 0.5f, 1, 1, 1], probabilities);
    }

    [Fact]
    public void Labels_follow_the_rows_through_any_permutation_ties_included() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = CounterRandom.For(seed, "grid");
            float[] grid = new float[2 * (20 + random.NextInt(80))];
            foreach (ref float value in grid.AsSpan()) value = random.NextInt(9);
            var points = RandomRows.Of(2, grid);
            int[] order = [.. Enumerable.Range(0, points.Count)];
            random.Shuffle<int>(order);
            foreach (ClusterSelection selection in Enum.GetValues<ClusterSelection>())
            {
                var hdbscan = new Hdbscan(3 + random.NextInt(3), 1 + random.NextInt(4), selection);
                (int[] labels, float[] probabilities) = Fit(hdbscan, points);
                (int[] shuffled, float[] depths) = Fit(hdbscan, points.Permuted(order));
                int[] expected = [.. order.Select(row => labels[row])];
                Renumbering.ByFirstRow(expected);
                Assert.Equal(expected, shuffled);
                Assert.Equal(order.Select(row => probabilities[row]), depths);
            }
        }).Holds();

    [Fact]
    public void Scale_does_not_show()
    {
        var points = new RandomRows(3, 150, 3);
        var twice = RandomRows.Of(3, [.. points.Values.Select(value => 4 * value)]);
        (int[] labels, float[] probabilities) = Fit(new Hdbscan(4, 2), points);
        Assert.Equal(labels, Fit(new Hdbscan(4, 2), twice).Labels);
        Assert.Equal(probabilities, Fit(new Hdbscan(4, 2), twice).Probabilities);
        Assert.True(labels.Max() > 1);
    }

    [Fact]
    public void Neither_workers_nor_instructions_show()
    {
        var points = new RandomRows(4, 400, 16);
        (int[] labels, float[] probabilities) = Fit(new Hdbscan(4, 3), points, Metric.Cosine);
        Assert.Equal(labels, Fit(new Hdbscan(4, 3), points, Metric.Cosine, workers: 2).Labels);
        using var ops = new ScalarOps();
        var (plain, depths) = (new int[400], new float[400]);
        new Hdbscan(4, 3).Fit(ops, points.Rows, Metric.Cosine, plain, depths);
        Assert.Equal(labels, plain);
        Assert.Equal(probabilities, depths);
    }

    [Fact]
    public void Equal_rows_are_a_cluster_that_lasts()
    {
        float[] line = [.. Enumerable.Repeat(3f, 5), 30, 50, 80, 120, 170, .. Enumerable.Repeat(7f, 6)];
        (int[] labels, float[] probabilities) = Fit(new Hdbscan(5, 4), RandomRows.Of(1, line));
        Assert.Equal([0, 0, 0, 0, 0, -1, -1, -1, -1, -1, 1, 1, 1, 1, 1, 1], labels);
        Assert.Equal(labels.Select(label => label < 0 ? 0f : 1), probabilities);
    }

    [Fact]
    public void Rows_that_are_all_equal_are_noise() =>
        Assert.All(Fit(new Hdbscan(3), RandomRows.Of(2, new float[60])).Labels, label => Assert.Equal(-1, label));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Fewer_rows_than_a_cluster_has_are_noise(int count)
    {
        var points = RandomRows.Of(1, [.. Enumerable.Range(0, count).Select(i => (float)i)]);
        var (labels, probabilities) = (new int[count], new float[count]);
        using IPairwiseOps ops = SimdOps.Create(workers: 1);
        Assert.Equal(0, new Hdbscan(5).Fit(ops, points.Rows, Metric.Euclidean, labels, probabilities));
        Assert.All(labels, label => Assert.Equal(-1, label));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using IPairwiseOps ops = SimdOps.Create(workers: 1);
        RandomRows points = RandomRows.Of(1, 1, 2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hdbscan(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hdbscan(5, 0));
        Assert.Throws<ArgumentException>(
            () => new Hdbscan().Fit(ops, points.Rows, Metric.Dot, new int[3], new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Hdbscan().Fit(ops, points.Rows, Metric.Cosine, new int[2], new float[3]));
    }

    private static (int[] Labels, float[] Probabilities) Fit(
        Hdbscan hdbscan, RandomRows points, Metric? metric = null, int workers = 1)
    {
        using IPairwiseOps ops = SimdOps.Create(workers);
        var (labels, probabilities) = (new int[points.Count], new float[points.Count]);
        int count = hdbscan.Fit(ops, points.Rows, metric ?? Metric.Euclidean, labels, probabilities);
        Assert.Equal(count, labels.Max() + 1);
        return (labels, probabilities);
    }

    private static double[][] Golden()
    {
        using var reader = new StreamReader(typeof(HdbscanTests).Assembly.GetManifestResourceStream("hdbscan.csv")!);
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(line => line.Split(',')
            .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
    }
}
