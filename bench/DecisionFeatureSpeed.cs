using Tauric.Engine;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Bench;

/// <summary>Features of one decision that waits, on a calm and on a busy tape.</summary>
[Benchmark("decision-features", "all features of one decision: percentiles, beside taking in the ticks it needs")]
internal sealed class DecisionFeatureSpeed : IBenchmark
{
    private const long Second = 1_000_000;
    private const long Start = 1_741_701_600 * Second;   // 2025-03-11 10:00 in New York.
    private const int Hours = 4;

    public void Run(Measurement measurement)
    {
        measurement.Figure("features", FeatureEngine.Columns.Count, "columns");
        Measure(measurement, "calm (1 quote, 0.3 trades a second)", 1, 0.3);
        Measure(measurement, "busy (20 quotes, 6 trades a second)", 20, 6);
    }

    private static void Measure(Measurement measurement, string tape, double quotes, double trades)
    {
        SymbolTicks ticks = Tape("own", quotes, trades), market = Tape("market", quotes, trades);
        int decisions = measurement.Size(2_000, 40);
        double[] values = new double[FeatureEngine.Columns.Count], micros = new double[decisions];
        int known = 0;
        long allocated = 0;
        for (int i = -20; i < decisions; i++)   // A few to warm up.
        {
            long at = Start + (2 * 3600 * Second) + (Math.Max(i, 0) * 7200L * Second / decisions);
            var inputs = new FeatureInputs(new DecisionRow($"d{i}", "S", at, at, 1, 1_000, null), ticks)
            {
                Market = market,
            };
            long before = GC.GetAllocatedBytesForCurrentThread();
            double seconds = Measurement.Seconds(() => FeatureEngine.Compute(inputs, values));
            if (i < 0) continue;
            allocated = Math.Max(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            micros[i] = seconds * 1e6;
            known = values.Count(double.IsFinite);
        }

        Array.Sort(micros);
        measurement.Figure($"{tape}: median", micros[decisions / 2], "us");
        measurement.Figure($"{tape}: P99", micros[decisions * 99 / 100], "us");
        measurement.Figure($"{tape}: slowest", micros[^1], "us");
        measurement.Figure($"{tape}: most a decision allocates", allocated, "bytes");
        double taking = Measurement.Seconds(() => Tape("own", quotes, trades));
        measurement.Figure($"{tape}: taking in four hours", taking * 1e3, "ms");
        measurement.Check("most features are known", known > FeatureEngine.Columns.Count / 2);
        measurement.Check("P99 under 100 ms", micros[decisions * 99 / 100] < 100_000);
    }

    private static SymbolTicks Tape(string name, double quotesPerSecond, double tradesPerSecond)
    {
        var random = CounterRandom.For(1, "tape", name);
        var ticks = new SymbolTicks();
        double mid = 100;
        long step = (long)(Second / quotesPerSecond);
        for (long at = Start; at < Start + (Hours * 3600 * Second); at += step)
        {
            mid *= 1 + (2e-5 * random.NextNormal());
            ticks.Quotes.Append(at, mid - 0.01, mid + 0.01, 100 + random.NextInt(900), 100 + random.NextInt(900));
            if (random.NextUniform() < tradesPerSecond / quotesPerSecond)
                ticks.Trades.Append(at, mid + (random.NextInt(2) == 0 ? 0.01 : -0.01), 1 + random.NextInt(500));
        }

        return ticks;
    }
}
