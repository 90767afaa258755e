using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels;
using Tauric.Kernels.Indicators;

namespace Tauric.Bench;

/// <summary>Every registered indicator by name: a new one is measured without a new file. Then the sets.</summary>
[Benchmark("kernels", "every indicator of the catalogue, and the sets of 16 and of all columns, per bar")]
internal sealed class KernelSpeed : IBenchmark
{
    public void Run(Measurement measurement)
    {
        int rows = measurement.Size(100_000, 2_000), rounds = measurement.Size(15, 2);
        var walk = new BarWalk(CounterRandom.For(1, "kernels"), rows);
        var answers = new List<byte>();
        bool warmedUp = true;
        long allocated = 0;
        foreach ((string name, IIndicator indicator) in KernelCatalogue<IIndicator>.All)
        {
            var columns = new double[rows * indicator.Outputs.Count];
            void Compute() => indicator.Compute(walk.Bars, columns);
            Spread time = Measurement.Rounds(rounds, Compute)[0];
            measurement.Figure(name, time.Map(s => s / rows * 1e9), "ns/bar");
            long before = GC.GetAllocatedBytesForCurrentThread();
            Compute();
            allocated = Math.Max(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            warmedUp &= !columns.AsSpan()[indicator.Warmup..rows].Contains(double.NaN);
            answers.AddRange(MemoryMarshal.AsBytes<double>(columns));
        }

        Set("set of 16", IndicatorSets.Stories16);
        Set("set of the corpus", IndicatorSets.Corpus);
        measurement.Figure("most a batch allocates", allocated, "bytes");
        measurement.Check("no value is missing after its warm-up", warmedUp);
        measurement.Hash(CollectionsMarshal.AsSpan(answers));

        void Set(string name, IndicatorSet set)
        {
            void Compute() => set.Compute(walk.Bars);
            Spread time = Measurement.Rounds(rounds, Compute)[0];
            measurement.Figure($"{name} ({set.Columns.Count} columns)", time.Map(s => s / rows * 1e9), "ns/bar");
        }
    }
}
