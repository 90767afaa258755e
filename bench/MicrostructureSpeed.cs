using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels;
using Tauric.Kernels.Microstructure;

namespace Tauric.Bench;

/// <summary>Every registered microstructure kernel by name.</summary>
[Benchmark("microstructure", "every microstructure kernel of the catalogue, per tick")]
internal sealed class MicrostructureSpeed : IBenchmark
{
    public void Run(Measurement measurement)
    {
        int rows = measurement.Size(200_000, 2_000), rounds = measurement.Size(15, 2);
        var walk = new TickWalk(rows);
        var answers = new List<byte>();
        bool warmedUp = true;
        long allocated = 0;
        foreach ((string name, IMicrostructure kernel) in KernelCatalogue<IMicrostructure>.All)
        {
            var columns = new double[rows * kernel.Outputs.Count];
            void Compute()
            {
                // The check of the ticks is not the kernel's.
                Ticks ticks = walk.Ticks;
                long before = GC.GetAllocatedBytesForCurrentThread();
                kernel.Compute(ticks, columns);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            Spread[] time = Measurement.Rounds(rounds, Compute, () => _ = walk.Ticks.Length);
            measurement.Figure(name, time[0].Map(s => (s - time[1].Lowest) / rows * 1e9), "ns/tick");
            measurement.Check($"{name} allocates nothing", allocated == 0);
            warmedUp &= !columns.AsSpan()[kernel.Warmup..rows].Contains(double.NaN);
            answers.AddRange(MemoryMarshal.AsBytes<double>(columns));
        }

        Spread check = Measurement.Rounds(rounds, () => _ = walk.Ticks.Length)[0];
        measurement.Figure("check of the ticks, once", check.Map(s => s / rows * 1e9), "ns/tick");
        measurement.Check("no value is missing after its warm-up", warmedUp);
        measurement.Hash(CollectionsMarshal.AsSpan(answers));
    }

    /// <summary>A quote that wanders, traded at or within it in half of the rows.</summary>
    private sealed class TickWalk
    {
        private readonly long[] _micros;
        private readonly double[][] _columns;

        public TickWalk(int rows)
        {
            var random = CounterRandom.For(1, "ticks");
            _micros = new long[rows];
            _columns = [.. Enumerable.Range(0, 6).Select(_ => new double[rows])];
            double bid = 100;
            for (int t = 0; t < rows; t++)
            {
                bid += 0.01 * (random.NextInt(3) - 1);
                double spread = 0.01 * (1 + random.NextInt(3));
                double[] row =
                [
                    bid, bid + spread, random.NextInt(50), random.NextInt(50),
                    bid + (0.5 * random.NextInt(3) * spread), random.NextInt(2) * random.NextInt(100),
                ];
                for (int column = 0; column < row.Length; column++) _columns[column][t] = row[column];
                _micros[t] = 1000L * t;
            }
        }

        public Ticks Ticks =>
            new(_micros, _columns[0], _columns[1], _columns[2], _columns[3], _columns[4], _columns[5]);
    }
}
