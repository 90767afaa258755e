using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Bench;

/// <summary>Ten million decisions labelled again from their facts: columns in, columns out, a day at a time.</summary>
[Benchmark("relabel", "labelling 10 million decisions again from stored facts, one thread, in memory")]
internal sealed class RelabelSpeed : IBenchmark
{
    private const int Symbols = 500;

    public void Run(Measurement measurement)
    {
        int perDay = measurement.Size(50_000, 2_000), days = measurement.Size(200, 3);
        var options = new OutcomeOptions();
        var step = new LabelOutcomes(options);
        using RecordBatch facts = Facts(perDay);
        long rows = 0, peak = 0;
        TimeSpan busy = TimeSpan.MaxValue;
        Spread seconds = Measurement.Rounds(measurement.Size(3, 1), () =>
        {
            rows = 0;
            TimeSpan before = Environment.CpuUsage.TotalTime;
            for (int day = 0; day < days; day++)
            {
                using var memory = new MemoryDatasets();
                memory.Put(OutcomeDatasets.Facts, "2025-03-14", facts.Retain());
                rows += memory.Run(step);
                peak = Math.Max(peak, Environment.WorkingSet);
            }

            TimeSpan used = Environment.CpuUsage.TotalTime - before;
            if (used < busy) busy = used;
        })[0];
        measurement.Figure("relabelled", rows, "decisions");
        measurement.Figure("relabel", seconds.Map(s => s / rows * 1e9), "ns/decision");
        measurement.Figure("10 million", seconds.Map(s => s / rows * 1e7), "s");
        // The machine may be shared: what the processor did says more than the clock.
        measurement.Figure("10 million, processor time", busy.TotalSeconds / rows * 1e7, "s");
        measurement.Figure("working set", peak / 1e6, "MB");
        measurement.Check("every decision has a label", rows == (long)perDay * days);
    }

    /// <summary>A day: 500 symbols, lookaheads of half an hour, prices drawn.</summary>
    private static RecordBatch Facts(int rows)
    {
        using var builder = new BatchBuilder(OutcomeDatasets.Facts.Schema);
        var random = CounterRandom.For(1, "relabel");
        long open = UtcMicros.From(new DateOnly(2025, 3, 14)) + (14 * 3600 * UtcMicros.PerSecond);
        int perSymbol = rows / Symbols;
        for (int row = 0; row < rows; row++)
        {
            long at = open + ((long)(row % perSymbol) * 6 * 3600 / perSymbol * UtcMicros.PerSecond);
            long end = at + (1800 * UtcMicros.PerSecond);
            int c = 0;
            builder[c++].AppendText($"D{row:D9}");
            builder[c++].AppendText($"S{row / perSymbol:D4}");
            foreach (long time in (ReadOnlySpan<long>)[at, at, end, end]) builder[c++].Append(time);
            builder[c++].Append((sbyte)(random.NextInt(2) == 0 ? 1 : -1));
            builder[c++].Append(1000.0);
            builder[c++].Append(4);
            double mid = 100 + random.NextNormal(), last = mid + (0.2 * random.NextNormal());
            double high = Math.Max(mid, last) + 0.1, low = Math.Min(mid, last) - 0.1;
            double paid = 1000 * (mid + (0.02 * random.NextNormal()));
            ReadOnlySpan<double> numbers =
                [1000, paid, 3, mid, mid, last, mid, mid, last, high, low, 25, 3 * random.NextNormal(), 0, 0];
            foreach (double number in numbers) builder[c++].Append(number);
        }

        return builder.Build();
    }
}
