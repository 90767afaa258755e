using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tauric.Engine;
using Tauric.Kernels.Vectors;
using Matrix = Tauric.Kernels.Vectors.Rows;

namespace Tauric.Bench;

/// <summary>k-NN tiles against the multiply-add peak, in turns with it; then what else works on rows.</summary>
[Benchmark("vectors", "k-NN tiles as a share of the multiply-add peak, k-means step, normalise, PCA")]
internal sealed class VectorSpeed : IBenchmark
{
    private const int Dimension = 384, K = 10, Clusters = 256;

    public void Run(Measurement measurement)
    {
        int count = measurement.Size(4096, 200), rounds = measurement.Size(9, 2);
        float[] values = Values(count);
        Neighbours(measurement, count, values, rounds);
        Neighbours(measurement, measurement.Size(2016, 100), Values(measurement.Size(19_968, 400)), rounds);
        KMeans(measurement, values, rounds);
        float[] unit = new float[values.Length];
        Spread[] seconds = Measurement.Rounds(rounds,
            () => Normalise.Rows(All(values), unit), () => values.CopyTo(unit));
        measurement.Figure("normalise", seconds[0].Map(s => s / count * 1e9), "ns/row");
        measurement.Figure("copy, its memory floor", seconds[1].Map(s => s / count * 1e9), "ns/row");
        Spread pca = Measurement.Rounds(measurement.Size(3, 1), () => Pca.Fit(All(values), K))[0];
        measurement.Figure($"PCA {count}x{Dimension} to {K}", pca.Map(s => s * 1e3), "ms");
    }

    private static void Neighbours(Measurement measurement, int count, float[] points, int rounds)
    {
        int turns = measurement.Size(10_000_000, 1000);
        float[] distances = new float[count * K], twice = new float[count * K];
        int[] neighbours = new int[count * K];
        using IPairwiseOps one = SimdOps.Create(workers: 1), two = SimdOps.Create(workers: 2);
        void Search(IPairwiseOps ops, float[] found)
        {
            Matrix all = All(points);   // Looks at every value, so once.
            ops.TopK(all.Slice(0, count), all, K, Metric.Cosine, 0, neighbours, found);
        }

        Spread[] seconds = Measurement.Rounds(
            rounds, () => Peak(turns), () => Search(one, distances), () => Search(two, twice));
        double work = 2.0 * count * points.Length;
        string name = $"k-NN {count}x{points.Length / Dimension}x{Dimension}";
        Spread peak = seconds[0].Map(s => turns * FlopsPerTurn / s / 1e9);
        measurement.Figure($"{name}, peak of one core", peak, "GFLOP/s");
        measurement.Figure(name, seconds[1].Map(s => work / s / 1e9), "GFLOP/s");
        measurement.Figure($"{name}, of the peak, best rounds", work / seconds[1].Lowest / 1e7 / peak.Highest, "%");
        measurement.Figure($"{name}, two workers against one", seconds[1].Lowest / seconds[2].Lowest, "x");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Search(one, distances);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        measurement.Figure($"{name} allocates", allocated, "bytes");
        measurement.Check("two workers find the same", distances.AsSpan().SequenceEqual(twice));
        measurement.Hash(MemoryMarshal.AsBytes<float>(distances));
    }

    private static void KMeans(Measurement measurement, float[] values, int rounds)
    {
        int count = values.Length / Dimension, clusters = Math.Min(Clusters, count / 2);
        int[] labels = new int[count];
        float[] squared = new float[count], means = new float[clusters * Dimension];
        using IPairwiseOps one = SimdOps.Create(workers: 1);
        Spread step = Measurement.Rounds(rounds,
            () => one.KMeansStep(All(values), All(values).Slice(0, clusters), labels, squared, means))[0];
        measurement.Figure($"k-means step, {clusters} centroids", step.Map(s => s / count * 1e9), "ns/row");
    }

    private static Matrix All(float[] values) => new(values, values.Length / Dimension, Dimension);

    private static float[] Values(int count)
    {
        var random = CounterRandom.For(1, "vectors");
        float[] values = new float[count * Dimension];
        for (int i = 0; i < values.Length; i++) values[i] = (float)(random.NextUniform() - 0.5);
        return values;
    }

    private static double FlopsPerTurn => 10 * 2 * (Vector512.IsHardwareAccelerated ? 16 : 8);

    private static void Peak(int turns)
    {
        if (Vector512.IsHardwareAccelerated) Chains<FloatLanes512, Vector512<float>>(turns);
        else Chains<FloatLanes256, Vector256<float>>(turns);
    }

    /// <summary>Ten chains that wait for nothing but themselves: enough to fill every multiply-add unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector Chains<TLanes, TVector>(int turns)
        where TLanes : struct, IFloatLanes<TVector>
        where TVector : struct
    {
        TVector a = TLanes.All(0.999f), b = TLanes.All(1e-3f);
        TVector s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a;
        for (int i = 0; i < turns; i++)
        {
            s0 = TLanes.FusedMultiplyAdd(a, s0, b);
            s1 = TLanes.FusedMultiplyAdd(a, s1, b);
            s2 = TLanes.FusedMultiplyAdd(a, s2, b);
            s3 = TLanes.FusedMultiplyAdd(a, s3, b);
            s4 = TLanes.FusedMultiplyAdd(a, s4, b);
            s5 = TLanes.FusedMultiplyAdd(a, s5, b);
            s6 = TLanes.FusedMultiplyAdd(a, s6, b);
            s7 = TLanes.FusedMultiplyAdd(a, s7, b);
            s8 = TLanes.FusedMultiplyAdd(a, s8, b);
            s9 = TLanes.FusedMultiplyAdd(a, s9, b);
        }

        TVector low = TLanes.Add(TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)), s4);
        return TLanes.Add(low, TLanes.Add(TLanes.Add(TLanes.Add(s5, s6), TLanes.Add(s7, s8)), s9));
    }
}
