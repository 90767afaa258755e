using System.Runtime.InteropServices;
using Tauric.Adapters.Devices;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Kernels.Indicators;
using Tauric.Kernels.Statistics;
using Tauric.Kernels.Vectors;
using Matrix = Tauric.Kernels.Vectors.Rows;

namespace Tauric.Bench;

/// <summary>Device twins, and that they give the processor's bits; nothing where there is no device.</summary>
[Benchmark("device", "twins on the best OpenCL device, transfers included, against the processor's bits")]
internal sealed class DeviceSpeed : IBenchmark
{
    public void Run(Measurement measurement)
    {
        string cache = Directory.CreateTempSubdirectory("tauric-programs-").FullName;
        DeviceAnswer answer = OpenClMachine.Look().Open(cache);
        using IComputeDevice? device = answer.Device;
        if (device is not null)
        {
            // A driver of the host's own processor proves the bits and says nothing of a card's speed.
            measurement.Figure("a GPU (1) or the processor itself (0)", device.Traits.IsGpu ? 1 : 0, "");
            Indicators(measurement, device);
            Pairwise(measurement, device);
            Matrices(measurement, device);
        }

        measurement.Figure("devices", device is null ? 0 : 1, "");
        Directory.Delete(cache, recursive: true);
    }

    private static void Indicators(Measurement measurement, IComputeDevice device)
    {
        int rows = measurement.Size(200_000, 2_000);
        var walk = new BarWalk(CounterRandom.For(1, "device"), rows);
        using var bars = new DeviceBars(device, walk.Bars);
        foreach (IndicatorColumn column in IndicatorSets.Stories16.Columns.DistinctBy(c => c.Indicator))
        {
            IIndicator indicator = column.Indicator;
            if (!DeviceIndicators.Has(indicator)) continue;
            double[] here = new double[rows * indicator.Outputs.Count], there = new double[here.Length];
            indicator.Compute(walk.Bars, here);
            Time(measurement, column.Name, () => DeviceIndicators.Compute(indicator, bars, there), rows, "ns/bar");
            measurement.Check("the bits of the processor", Same<double>(here, there));
        }
    }

    private static void Pairwise(Measurement measurement, IComputeDevice device)
    {
        const int Dimension = 384, K = 10;
        int count = measurement.Size(1000, 100);
        float[] values = new float[count * Dimension];
        var random = CounterRandom.For(2, "device");
        foreach (ref float value in values.AsSpan()) value = (float)random.NextNormal();
        int[] rows = new int[count * K], expectedRows = new int[count * K];
        float[] found = new float[count * K], expected = new float[count * K];
        var rowsOf = new Matrix(values, count, Dimension);
        new ScalarOps().TopK(rowsOf, rowsOf, K, Metric.Cosine, 0, expectedRows, expected);
        using var ops = new DeviceOps(device);
        Time(measurement, $"cosine top-{K} of {Dimension} columns", () =>
        {
            var points = new Matrix(values, count, Dimension);
            ops.TopK(points, points, K, Metric.Cosine, 0, rows, found);
        }, (double)count * count, "ns/pair");
        measurement.Check("the bits of the processor", Same<int>(expectedRows, rows) && Same<float>(expected, found));
    }

    private static void Matrices(Measurement measurement, IComputeDevice device)
    {
        int columns = measurement.Size(100, 20), rows = measurement.Size(5_000, 500);
        var here = new CorrelationMatrix(columns, rows);
        using var there = new DeviceCorrelationMatrix(device, columns, rows);
        var planes = new BitPlanes(columns, 5, rows);
        double[] values = new double[rows];
        byte[] states = new byte[rows];
        for (int column = 0; column < columns; column++)
        {
            var random = CounterRandom.For(column, "device");
            foreach (ref double value in values.AsSpan()) value = random.NextNormal();
            foreach (ref byte state in states.AsSpan()) state = (byte)random.NextInt(5);
            here.Set(column, values);
            there.Set(column, values);
            planes.Set(column, states);
        }

        double[] expected = new double[columns * columns], found = new double[columns * columns];
        double pairs = columns * (columns + 1) / 2.0;
        here.Compute(expected);
        Time(measurement, "correlation", () => there.Compute(found), pairs, "ns/pair");
        measurement.Check("the bits of the processor", Same<double>(expected, found));
        using var information = new DeviceInformationMatrix(device, planes);
        new InformationMatrix(planes).Compute(expected);
        Time(measurement, "mutual information, 5 states", () => information.Compute(found), pairs, "ns/pair");
        measurement.Check("the bits of the processor", Same<double>(expected, found));
    }

    private static void Time(Measurement measurement, string what, Action work, double units, string unit) =>
        measurement.Figure(what, Measurement.Rounds(measurement.Size(7, 2), work)[0].Map(s => s / units * 1e9), unit);

    private static bool Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> found)
        where T : unmanaged =>
        MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(found));
}
