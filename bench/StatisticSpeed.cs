using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels;
using Tauric.Kernels.Statistics;

namespace Tauric.Bench;

/// <summary>Every registered statistic by name, then the matrices by one core and two, and the sketch.</summary>
[Benchmark("statistics", "every statistic of the catalogue per row; correlation and mutual information per pair")]
internal sealed class StatisticSpeed : IBenchmark
{
    public void Run(Measurement measurement)
    {
        int rows = measurement.Size(100_000, 2_000), rounds = measurement.Size(9, 2);
        double[][] pair = Columns(2, rows);
        var answers = new List<byte>();
        long allocated = 0;
        foreach ((string name, IStatistic statistic) in KernelCatalogue<IStatistic>.All)
        {
            var values = new double[statistic.Outputs.Count];
            void Compute() => statistic.Compute(new Samples(pair[0], pair[1]), values);
            Spread time = Measurement.Rounds(rounds, Compute)[0];
            measurement.Figure(name, time.Map(s => s / rows * 1e9), "ns/row");
            long before = GC.GetAllocatedBytesForCurrentThread();
            Compute();
            allocated = Math.Max(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            answers.AddRange(MemoryMarshal.AsBytes<double>(values));
        }

        measurement.Figure("most a call allocates", allocated, "bytes");
        measurement.Check("a call allocates nothing", allocated == 0);
        measurement.Hash(CollectionsMarshal.AsSpan(answers));
        Information(measurement);
        Correlation(measurement);
    }

    private static void Information(Measurement measurement)
    {
        const int States = 5;
        int columns = measurement.Size(192, 12), rows = measurement.Size(20_000, 500);
        var planes = new BitPlanes(columns, States, rows);
        double[][] data = Columns(columns, rows);
        var states = new byte[rows];
        for (int column = 0; column < columns; column++)
        {
            QuantileBins.Cut(data[column], States, states);
            planes.Set(column, states);
        }

        var matrix = new InformationMatrix(planes);
        double[] one = new double[columns * columns], two = new double[columns * columns], pair = new double[1];
        Matrices(measurement, "mutual information 5 × 5", columns, "µs/pair", 1e6,
            () => matrix.Compute(one), () => matrix.Compute(two, workers: 2));
        new MutualInformation(States).Compute(new Samples(data[0], data[columns - 1]), pair);
        measurement.Check("two cores give the bits of one", one.AsSpan().SequenceEqual(two));
        measurement.Check("the matrix gives the bits of a pair", pair[0].Equals(one[columns - 1]));
    }

    private static void Correlation(Measurement measurement)
    {
        int columns = measurement.Size(512, 12), rows = measurement.Size(5_000, 500);
        double[][] data = Columns(columns, rows);
        var matrix = new CorrelationMatrix(columns, rows);
        for (int column = 0; column < columns; column++) matrix.Set(column, data[column]);
        double[] one = new double[columns * columns], two = new double[columns * columns], pair = new double[1];
        Matrices(measurement, "correlation of 5,000 rows", columns, "ns/pair", 1e9,
            () => matrix.Compute(one), () => matrix.Compute(two, workers: 2));
        new Pearson().Compute(new Samples(data[0], data[columns - 1]), pair);
        measurement.Check("two cores give the bits of one", one.AsSpan().SequenceEqual(two));
        measurement.Check("the matrix gives the bits of a pair", pair[0].Equals(one[columns - 1]));
    }

    private static void Matrices(
        Measurement measurement, string name, int columns, string unit, double perSecond, Action one, Action two)
    {
        double pairs = columns * (columns + 1) / 2.0;
        Spread[] times = Measurement.Rounds(measurement.Size(7, 2), one, two);
        measurement.Figure($"{name}, one core", times[0].Map(s => s / pairs * perSecond), unit);
        measurement.Figure($"{name}, two cores", times[1].Map(s => s / pairs * perSecond), unit);
        measurement.Figure($"{name}, lowest round of one core", times[0].Lowest / pairs * perSecond, unit);
    }

    private static double[][] Columns(int columns, int rows)
    {
        var random = CounterRandom.For(1, "statistics");
        double[] market = [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];
        return [.. Enumerable.Range(0, columns).Select(_ => market.Select(m => m + random.NextNormal()).ToArray())];
    }
}
