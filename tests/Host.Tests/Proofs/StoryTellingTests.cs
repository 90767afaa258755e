using Tauric.Adapters.Catalog;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Sources;
using Tauric.Adapters.Storage;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Telling;

namespace Tauric.Host.Tests.Proofs;

/// <summary>The shipped sample as the product tells it, read by a reader who only knows cells.</summary>
public sealed class StoryTellingTests
{
    [Fact]
    public void No_clause_on_the_sample_is_unsupported_or_contradicts_the_rest()
    {
        using ScratchFolder root = new();
        Run(root.Path, new StoriesOptions());
        using var rows = new StoredRows(root.Path);
        RecordBatch[] bars = rows.Of(MarketDatasets.Daily), news = rows.Of(MarketDatasets.News);
        RecordBatch[] internals = rows.Of(MarketDatasets.Internals);
        int told = 0;
        foreach (string key in rows.Keys(StoryDatasets.Assembled))
        {
            RecordBatch stories = rows.Of(StoryDatasets.Assembled, key)[0];
            RecordBatch days = rows.Of(StoryDatasets.Output, $"daily/{key}")[0];
            RecordBatch? minutes = rows.Of(StoryDatasets.Output, $"1min/{key}").FirstOrDefault();
            var reader = new StoryReader(
                new StoryEvidence(StorySessions.Parse(key), days, minutes, bars, news, internals));
            for (int row = 0; row < stories.Length; row++, told++)
            {
                string story = stories["story_text"].Text(row)!;
                IReadOnlyList<string> objections = reader.Objections(stories["symbol"].Text(row)!, story,
                    stories["directional_bias"].Text(row)!, stories["story_theme"].Text(row)!);
                Assert.True(objections.Count == 0, $"{story}\n{string.Join('\n', objections)}");
            }
        }

        Assert.InRange(told, 5000, int.MaxValue);
    }

    [Fact]
    public void Any_workers_and_batches_tell_the_same_bytes()
    {
        var options = new StoriesOptions { From = new DateOnly(2024, 11, 20), To = new DateOnly(2024, 11, 22) };
        using ScratchFolder one = new(), two = new();
        Run(one.Path, options, workers: 1);
        Run(two.Path, options, workers: 2, batchRows: 3);
        Assert.Contains(CorpusRoot.HashesOf(one.Path).Keys,
            key => key.StartsWith("frames/assembled_stories/2024-11-22.", StringComparison.Ordinal));
        Assert.Equal(CorpusRoot.HashesOf(one.Path), CorpusRoot.HashesOf(two.Path));
    }

    private static void Run(string folder, StoriesOptions options, int workers = 2, int batchRows = 65_536)
    {
        string input = Path.Combine(
            InputFolder.Find("data-samples", AppContext.BaseDirectory, AppContext.BaseDirectory), "stories");
        using var writer = new TextAsker(new RuleModel());
        using ICatalog catalog = DuckCatalog.Open(Path.Combine(folder, "catalog.duckdb"));
        RunReport report = Runner.Run(StoriesPipeline.Define(options, new PayloadFolder(input), writer), new RunOptions
        {
            Store = new LocalStore(folder),
            Catalog = catalog,
            Formats = FormatRegistry.All,
            Workers = workers,
            BatchRowsMax = batchRows,
            Identity = new RunIdentity(Seed: 1, ParametersJson: "{}", GitHash: "test", VersionsJson: "{}"),
        });
        Assert.Equal("success", report.Status);
    }

    /// <summary>What a run wrote, as rows.</summary>
    private sealed class StoredRows : IDisposable
    {
        private readonly LocalStore _store;
        private readonly ILookup<string, PartitionRecord> _records;
        private readonly List<RecordBatch> _all = [];

        public StoredRows(string folder)
        {
            _store = new LocalStore(folder);
            using ICatalog catalog = DuckCatalog.Open(Path.Combine(folder, "catalog.duckdb"));
            _records = catalog.Load().ToLookup(record => record.Dataset);
        }

        public IEnumerable<string> Keys(Dataset dataset) => _records[dataset.Name].Select(record => record.Key);

        /// <summary>The objects of a partition, or of all.</summary>
        public RecordBatch[] Of(Dataset dataset, string? key = null)
        {
            IFormat format = FormatRegistry.All[dataset.Format].Within(_store);
            RecordBatch[] some =
            [
                .. from record in _records[dataset.Name]
                   where key is null || record.Key == key
                   from o in record.Objects
                   where !o.IsReject
                   select format.Read(dataset.Schema, _store.Load(o.Key), o.Key),
            ];
            _all.AddRange(some);
            return some;
        }

        public void Dispose() => _all.ForEach(rows => rows.Dispose());
    }
}
