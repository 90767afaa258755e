using Tauric.Adapters.Catalog;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Sources;
using Tauric.Adapters.Storage;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Embeddings;
using Tauric.Pipelines.Topics;

namespace Tauric.Host.Tests.Proofs;

/// <summary>A data root of topics in a folder of its own, run in process through the real components.</summary>
internal sealed class TopicsRoot : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public string Folder => _scratch.Path;

    /// <param name="change">Of the steps, to watch them.</param>
    public RunReport Run(string input, int workers = 2, int batchRows = 65_536,
        Func<IReadOnlyList<Step>, IReadOnlyList<Step>>? change = null)
    {
        using var writer = new TextAsker(new RuleModel());
        using var embedding = new HashedEmbedding();
        using ICatalog catalog = DuckCatalog.Open(Path.Combine(Folder, "catalog.duckdb"));
        Pipeline pipeline = TopicsPipeline.Define(
            new TopicsOptions(), new PayloadFolder(input), embedding, writer, ToneLexicon.Default,
            parquet: new ParquetTables());
        if (change is not null) pipeline = pipeline with { Steps = change(pipeline.Steps) };
        return Runner.Run(pipeline, new RunOptions
        {
            Store = new LocalStore(Folder),
            Catalog = catalog,
            Formats = FormatRegistry.All,
            Workers = workers,
            BatchRowsMax = batchRows,
            Identity = new RunIdentity(Seed: 1, ParametersJson: "{}", GitHash: "test", VersionsJson: "{}"),
        }, TestContext.Current.CancellationToken);
    }

    /// <summary>Hashes of all that is made of payloads, by key.</summary>
    public SortedDictionary<string, string> Made()
    {
        SortedDictionary<string, string> hashes = CorpusRoot.HashesOf(Folder);
        foreach (string key in hashes.Keys.ToArray())
        {
            bool isMade = key.EndsWith(".parquet", StringComparison.Ordinal);
            if (!isMade) hashes.Remove(key);
        }

        return hashes;
    }

    /// <summary>All rows of a dataset, one batch an object, in the order of the keys.</summary>
    public IEnumerable<RecordBatch> Read(Dataset dataset)
    {
        string folder = Path.Combine(Folder, dataset.Path[..dataset.Path.IndexOf('{', StringComparison.Ordinal)]);
        foreach (string file in Directory.EnumerateFiles(
            Path.GetDirectoryName(folder)!, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            yield return FormatRegistry.All[dataset.Format].Read(dataset.Schema, File.ReadAllBytes(file), file);
    }

    public void Dispose() => _scratch.Dispose();
}
