using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels.Indicators;

namespace Tauric.Bench;

/// <summary>The 16 columns of stories for many symbols: in cache, in memory, bar by bar, on two cores.</summary>
[Benchmark("series", "16 columns of many symbols: resident, materialised, live, two cores; beside a copy of as many bytes")]
internal sealed class SeriesSpeed : IBenchmark
{
    private static readonly IndicatorSet Set = IndicatorSets.Stories16;

    public void Run(Measurement measurement)
    {
        int symbols = measurement.Size(64, 8), rows = measurement.Size(20_000, 500);
        int rounds = measurement.Size(9, 1), columns = Set.Columns.Count;
        BarMemory[] bars = [.. Enumerable.Range(0, symbols).Select(symbol => Walk(symbol, rows))];
        double[][] filled = [.. bars.Select(_ => new double[columns * rows])];
        var source = new double[columns * rows];

        void Resident()
        {
            LastValues reader = default;
            Set.Compute(bars, ref reader);
        }

        void Materialised() => Set.Compute(bars, filled);

        void Copied()
        {
            foreach (double[] target in filled) source.CopyTo(target, 0);
        }

        void OneByOne()
        {
            for (int symbol = 0; symbol < symbols; symbol++) Set.Compute(bars[symbol].Bars, filled[symbol]);
        }

        Spread[] times = Measurement.Rounds(rounds, Copied, Resident, Materialised, OneByOne);
        double bar = 1e9 / ((double)symbols * rows);
        string[] names = ["copy of 16 columns", "resident", "materialised", "one symbol at a time"];
        foreach ((string name, Spread time) in names.Zip(times)) measurement.Figure(name, time.Map(s => s * bar), "ns/bar");
        for (int i = 1; i < names.Length; i++)
            measurement.Figure($"{names[i]}, best over the best copy", times[i].Lowest / times[0].Lowest, "×");
        measurement.Hash(MemoryMarshal.AsBytes<double>(filled[^1]));
    }

    private static BarMemory Walk(int symbol, int rows)
    {
        double[][] columns = new BarWalk(CounterRandom.For(symbol, "series"), rows).Columns;
        return new BarMemory(columns[0], columns[1], columns[2], columns[3], columns[4]);
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
