using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;
using Tauric.Engine.Time;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Fuzzy;
using Tauric.Pipelines.Tests.Stories;

namespace Tauric.Host.Tests.Proofs;

/// <summary>From bars to fuzzy output through the engine and its storage: the same bytes, whatever came first.
/// </summary>
public sealed class FuzzyRunTests
{
    private const int Told = 4;

    [Fact]
    public void Batch_incremental_and_corrected_runs_give_the_same_bytes() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var random = CounterRandom.For(seed, "corrections");
            StoryMarket market = Drawn(seed);
            using var incremental = new Root();
            for (int left = Told - 1; left >= 0; left--)
                incremental.Run(market, TradingCalendar.Nyse.CloseMicros(market.Sessions[^(1 + left)]));
            Correct(market, random.NextInt(Told + 2), random.NextInt(20));
            incremental.Run(market);

            using var batch = new Root();
            batch.Run(market);
            using var small = new Root();
            small.Run(market, workers: 2, batchRows: 3);
            Assert.Equal(batch.Bytes(), incremental.Bytes());
            Assert.Equal(batch.Bytes(), small.Bytes());
        }).Holds(2);

    [Fact]
    public void A_late_correction_computes_what_reads_it_and_no_more()
    {
        StoryMarket market = Drawn(1);
        using var root = new Root();
        root.Run(market);
        var before = root.Runs();
        Correct(market, sessionsBack: 1, minute: 7);
        root.Run(market);
        string[] days = [.. market.Sessions.TakeLast(2).Select(day => $"1min/{StorySessions.Text(day)}")];
        string[] computed = [.. root.Runs().Where(p => before[p.Key] != p.Value).Select(p => p.Key)
            .Where(name => !name.StartsWith("prices", StringComparison.Ordinal))];
        Assert.Equal([.. new[] { "fuzzy_output", "fuzzy_patterns", "fuzzy_sets", "indicators_technical" }
            .SelectMany(dataset => days.Select(day => $"{dataset}/{day}"))], computed);
    }

    [Fact]
    public void Nothing_new_computes_nothing()
    {
        StoryMarket market = Drawn(2);
        using var root = new Root();
        Assert.NotEqual(0, root.Run(market).Computed);
        Assert.Equal(0, root.Run(market).Computed);
    }

    private static StoryMarket Drawn(long seed) => StoryMarket.Drawn(seed, 36, Told + 2, 20, "A", "B", "C");

    private static void Correct(StoryMarket market, int sessionsBack, int minute)
    {
        DateOnly day = market.Sessions[^(1 + sessionsBack)];
        Quote bar = market.Minute("B", day, minute);
        market.SetMinute("B", day, minute, bar with { Close = bar.Close * 1.01, High = bar.High * 1.02 });
    }

    private sealed class Root : IDisposable
    {
        private readonly ScratchFolder _scratch = new();

        public RunReport Run(
            StoryMarket market, long until = long.MaxValue, int workers = 1, int batchRows = 65_536)
        {
            var options = new StoriesOptions
            {
                From = market.Sessions[^Told],
                To = MarketTime.EasternDate(Math.Min(until, TradingCalendar.Nyse.CloseMicros(market.Sessions[^1]))),
                RollingWindow = 15,
            };
            using ICatalog catalog = Open();
            return Engine.Dataflow.Runner.Run(new Pipeline("stories",
            [
                new Bars(MarketDatasets.Minutes, market, until), new Bars(MarketDatasets.Daily, market, until),
                new ComputeIndicators(options), new FuzzySets(options), new FuzzyPatterns(options),
                new FuzzyOutput(options),
            ]), new RunOptions
            {
                Store = new LocalStore(_scratch.Path),
                Catalog = catalog,
                Formats = FormatRegistry.All,
                Workers = workers,
                BatchRowsMax = batchRows,
                Identity = new RunIdentity(Seed: 1, ParametersJson: "{}", GitHash: "test", VersionsJson: "{}"),
            }, TestContext.Current.CancellationToken);
        }

        /// <summary>Names and hashes of the objects of every partition.</summary>
        public SortedDictionary<string, string> Bytes() =>
            ByName(record => string.Join(' ', record.Objects.Select(o => $"{o.Key} {o.Sha256}")));

        /// <summary>The run that computed each partition.</summary>
        public SortedDictionary<string, string> Runs() => ByName(record => record.RunId);

        public void Dispose() => _scratch.Dispose();

        private DuckCatalog Open() => DuckCatalog.Open(_scratch.Below("catalog.duckdb"));

        private SortedDictionary<string, string> ByName(Func<PartitionRecord, string> value)
        {
            using ICatalog catalog = Open();
            return new(catalog.Load().Where(r => r.Dataset != Manifests.Dataset.Name)
                .ToDictionary(r => $"{r.Dataset}/{r.Key}", value), StringComparer.Ordinal);
        }
    }

    /// <summary>Bars as a market has them when it runs.</summary>
    private sealed class Bars(Dataset dataset, StoryMarket market, long until) : Step
    {
        public override string Name => "bars";

        public override int Version => 1;

        public override Dataset Output => dataset;

        public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
        {
            foreach (var part in market.Partitions(until).Where(p => p.Dataset == dataset))
            {
                using (part.Rows)
                {
                    var content = Hash256.Of(MemoryMarshal.AsBytes(part.Rows["close"].Values<double>()));
                    yield return new Partition(part.Key, [], default, Outside: content.ToString());
                }
            }
        }

        public override void Run(Work work)
        {
            foreach (var part in market.Partitions(until))
            {
                if (part.Dataset == dataset && part.Key == work.Key) work.Write(part.Rows);
                else part.Rows.Dispose();
            }
        }
    }
}
