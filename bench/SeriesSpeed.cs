using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels.Indicators;

namespace Tauric.Bench;

/// <summary>The 16 columns of stories for many symbols: in cache, in memory, bar by bar, on two cores.</summary>
[Benchmark("series", "16 columns of many symbols: resident, materialised, live, two cores, beside a copy as long")]
internal sealed class SeriesSpeed : IBenchmark
{
    private static readonly IndicatorSet Set = IndicatorSets.Stories16;
    private static readonly ParallelOptions s_twoCores = new() { MaxDegreeOfParallelism = 2 };

    private readonly double[] _row = new double[Set.Columns.Count];

    public void Run(Measurement measurement)
    {
        int symbols = measurement.Size(64, 8), rows = measurement.Size(20_000, 500);
        int rounds = measurement.Size(9, 1), columns = Set.Columns.Count;
        BarMemory[] bars = [.. Enumerable.Range(0, symbols).Select(symbol => Walk(symbol, rows))];
        double[][] filled = [.. bars.Select(_ => new double[columns * rows])];
        double[][] alone = [.. bars.Select(_ => new double[columns * rows])];
        var source = new double[columns * rows];
        (string Name, Action Run)[] contenders =
        [
            ("copy", () => Array.ForEach(filled, target => source.CopyTo(target, 0))),
            ("resident", () => Resident(bars)),
            ("resident on two cores", () => Parallel.For(0, bars.Length / 4, s_twoCores, four =>
                Resident(bars.AsSpan(four * 4, 4)))),
            ("materialised", () => Set.Compute(bars, filled)),
            ("materialised on two cores", () => Set.Compute(bars, filled, cores: 2)),
            ("a symbol at a time", () => OneByOne(bars, alone)),
            ("bar by bar", () => BarByBar(bars[0])),
        ];
        Spread[] times = Measurement.Rounds(rounds, [.. contenders.Select(contender => contender.Run)]);
        for (int i = 0; i < times.Length; i++)
        {
            double bars1 = i == times.Length - 1 ? rows : (double)rows * symbols;
            measurement.Figure(contenders[i].Name, times[i].Map(s => s / bars1 * 1e9), "ns/bar");
        }

        void Ratio(string name, int of, int to) =>
            measurement.Figure(name, times[of].Lowest / times[to].Lowest, "×");
        Ratio("resident, best over best copy", 1, 0);
        Ratio("materialised, best over best copy", 3, 0);
        Ratio("two cores, resident, best over best", 1, 2);
        Ratio("two cores, materialised, best over best", 3, 4);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Resident(bars);
        measurement.Figure("a batch allocates", GC.GetAllocatedBytesForCurrentThread() - before, "bytes");
        bool same = filled.Zip(alone).All(pair => Bytes(pair.First).SequenceEqual(Bytes(pair.Second)));
        measurement.Check("together as alone", same);
        measurement.Hash(Bytes(filled[^1]));
    }

    private static ReadOnlySpan<byte> Bytes(double[] values) => MemoryMarshal.AsBytes<double>(values);

    private static BarMemory Walk(int symbol, int rows)
    {
        double[][] columns = new BarWalk(CounterRandom.For(symbol, "series"), rows).Columns;
        return new BarMemory(columns[0], columns[1], columns[2], columns[3], columns[4]);
    }

    private static void Resident(ReadOnlySpan<BarMemory> bars)
    {
        LastValues reader = default;
        Set.Compute(bars, ref reader);
    }

    private static void OneByOne(BarMemory[] bars, double[][] columns)
    {
        for (int symbol = 0; symbol < bars.Length; symbol++) Set.Compute(bars[symbol].Bars, columns[symbol]);
    }

    private void BarByBar(BarMemory memory)
    {
        LiveIndicators live = Set.Live();
        Bars bars = memory.Bars;
        for (int row = 0; row < bars.Length; row++)
        {
            var bar = new Bar(bars.Open[row], bars.High[row], bars.Low[row], bars.Close[row], bars.Volume[row]);
            live.Push(bar, _row);
        }
    }

    /// <summary>Touches every column of every tile, no more.</summary>
    private struct LastValues : ITileReader
    {
        private double _sum;

        public void Read(in IndicatorTile tile)
        {
            for (int column = 0; column < Set.Columns.Count; column++) _sum += tile[column][^1];
        }
    }
}
