using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels.Clustering;
using Tauric.Kernels.Vectors;
using Matrix = Tauric.Kernels.Vectors.Rows;

namespace Tauric.Bench;

/// <summary>HDBSCAN of planted groups, on one worker and on two; k-means of the same rows.</summary>
/// <remarks>
/// Groups of different spread on the unit sphere and a tenth of noise. The rows can be written to the file that
/// TAURIC_BENCH_ROWS names (f32, row-major), to let another implementation work on the same.
/// </remarks>
[Benchmark("clustering", "HDBSCAN of 20,000 x 384 rows, one worker and two, against planted groups; k-means")]
internal sealed class ClusteringSpeed : IBenchmark
{
    private const int Dimension = 384, Groups = 60, SizeMin = 20, Samples = 6;

    public void Run(Measurement measurement)
    {
        int count = measurement.Size(20_000, 1_200), rounds = measurement.Size(2, 1);
        (float[] values, int[] planted) = Planted(count);
        if (Environment.GetEnvironmentVariable("TAURIC_BENCH_ROWS") is { Length: > 0 } path)
            File.WriteAllBytes(path, MemoryMarshal.AsBytes<float>(values));
        int[] one = new int[count], two = new int[count], means = new int[count];
        float[] depths = new float[count], again = new float[count];
        Spread[] seconds = Measurement.Rounds(rounds,
            () => Hdbscan(values, workers: 1, one, depths), () => Hdbscan(values, workers: 2, two, again));
        measurement.Figure($"HDBSCAN {count}x{Dimension}", seconds[0], "s");
        measurement.Figure("two workers", seconds[1], "s");
        using IPairwiseOps ops = SimdOps.Create(workers: 2);
        measurement.Figure("k-means, two workers", Measurement.Seconds(
            () => new KMeans(Groups).Fit(ops, new Matrix(values, count, Dimension), means)), "s");
        measurement.Figure("clusters", one.Max() + 1, "");
        measurement.Figure("noise", one.Count(label => label < 0) * 100.0 / count, "%");
        measurement.Figure("adjusted Rand, planted", AdjustedRandIndex.Of(one, planted), "");
        measurement.Figure("adjusted mutual information", AdjustedMutualInformation.Of(one, planted), "");
        measurement.Check("two workers find the same", one.AsSpan().SequenceEqual(two) && depths.SequenceEqual(again));
        measurement.Hash(MemoryMarshal.AsBytes<int>(one));
    }

    private static void Hdbscan(float[] values, int workers, int[] labels, float[] probabilities)
    {
        using IPairwiseOps ops = SimdOps.Create(workers);
        var rows = new Matrix(values, labels.Length, Dimension);
        new Hdbscan(SizeMin, Samples).Fit(ops, rows, Metric.Euclidean, labels, probabilities);
    }

    private static (float[] Values, int[] Planted) Planted(int count)
    {
        var random = CounterRandom.For(1, "clustering");
        float[] values = new float[count * Dimension], centres = new float[Groups * Dimension];
        foreach (ref float value in centres.AsSpan()) value = (float)random.NextNormal();
        int[] planted = new int[count];
        for (int row = 0; row < count; row++)
        {
            int group = planted[row] = random.NextInt(10) == 0 ? -1 : random.NextInt(Groups);
            double spread = 0.3 + (0.3 * Math.Max(0, group) / Groups);
            for (int k = 0; k < Dimension; k++)
            {
                double own = random.NextNormal();
                values[(row * Dimension) + k] =
                    (float)(group < 0 ? own : centres[(group * Dimension) + k] + (spread * own));
            }
        }

        Normalise.Rows(new Matrix(values, count, Dimension), values);
        return (values, planted);
    }
}
