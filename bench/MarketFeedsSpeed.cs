using Tauric.Adapters.Sources;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Host.Sample.Market;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories.Market;

namespace Tauric.Bench;

/// <summary>What it costs to read a session of minute bars of 500 symbols, and what follows of it at once.</summary>
[Benchmark("market-feeds", "a session of 195,000 minute rows on one thread: wire bytes to columns, then five minutes")]
internal sealed class MarketFeedsSpeed : IBenchmark
{
    public void Run(Measurement measurement)
    {
        string folder = Directory.CreateTempSubdirectory("tauric-bench-").FullName;
        try
        {
            var options = new MarketSampleOptions(1, measurement.Size(500, 20))
            {
                Sessions = 1,
                NewsDays = 2,
                To = new(2024, 11, 27),
            };
            PlantedMarket planted = MarketSample.Write(folder, options);
            var payloads = new PayloadFolder(folder);
            long bytes = payloads.List().Where(p => IsMinutes(p)).Sum(p => payloads.Load(p.Key).LongLength);
            measurement.Figure("payload", bytes / 1e6, "MB");
            using var memory = new MemoryDatasets();
            memory.Run(new IngestRaw(payloads));
            int rounds = measurement.Size(9, 2);
            long before = memory.Rejected;
            long rows = Step(new NormalizeMinutes(), "minutes", seconds => bytes / 1e6 / seconds, "MB/s");
            measurement.Figure("minute bars", rows, "rows");
            measurement.Check("bars and refused rows are what was planted",
                rows == planted.MinuteBars && memory.Rejected - before == (rounds + 1) * planted.HostileMinutes);
            Step(new AggregateFiveMinutes(), "five minutes", seconds => seconds / rows * 1e9, "ns/minute");
            Step(new NormalizeDaily(), "daily", seconds => seconds * 1e3, "ms");

            long Step(Step step, string name, Func<double, double> figure, string unit)
            {
                long written = memory.Run(step);
                double[] seconds = new double[rounds];
                double processor = memory.ProcessorSeconds;
                for (int i = 0; i < rounds; i++)
                {
                    double start = memory.Seconds;
                    memory.Run(step);
                    seconds[i] = memory.Seconds - start;
                }

                measurement.Figure(name, Spread.Of(seconds).Map(figure), unit);
                double busy = (memory.ProcessorSeconds - processor) / rounds;
                measurement.Figure($"{name}, by processor time", figure(busy), unit);
                return written;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsMinutes(PayloadInfo payload) =>
        payload.Key.StartsWith("iqfeed_1min/", StringComparison.Ordinal);
}
