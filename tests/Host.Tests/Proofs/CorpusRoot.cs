using System.Security.Cryptography;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Models;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Sources;
using Tauric.Adapters.Storage;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Inference;
using Tauric.Host.Sample;
using Tauric.Kernels.Indicators;
using Tauric.Native;
using Tauric.Pipelines.Corpus;

namespace Tauric.Host.Tests.Proofs;

/// <summary>A data root in a folder of its own, run in process through the real components.</summary>
internal sealed class CorpusRoot : IDisposable
{
    private static readonly Lazy<BpeTokenizer> s_tokenizer =
        new(() => new BpeTokenizer(NativeLibraries.DataFile("js-tiktoken", "dist/ranks/o200k_base.js")));

    /// <summary>Few and short enough that hundreds of runs fit into a test.</summary>
    public static readonly CorpusOptions Options = new()
    {
        Tickers = ["AAPL", "JPM"],
        VariationCount = 3,
        TokenBudget = 2048,
        LabelShareTolerance = 1,
    };

    /// <summary>The same for the program itself, as variables.</summary>
    public static readonly (string Name, string Value)[] Variables =
    [
        ("TAURIC_CORPUS_TICKERS", "AAPL,JPM"), ("TAURIC_PIPELINE_VARIATION_COUNT", "3"),
        ("TAURIC_PIPELINE_TOKEN_BUDGET", "2048"), ("TAURIC_LABELS_SHARE_TOLERANCE", "1"),
    ];

    private readonly ScratchFolder _scratch = new();

    public string Folder => _scratch.Path;

    public static CorpusRoot CopyOf(CorpusRoot other)
    {
        var copy = new CorpusRoot();
        copy._scratch.CopyFrom(other.Folder);
        return copy;
    }

    /// <summary>Payloads of 30 decision days.</summary>
    public static void MakeInput(string folder, IReadOnlyList<string> tickers)
    {
        var (from, to) = (new DateOnly(2024, 3, 1), new DateOnly(2024, 4, 12));
        SampleGenerator.Write(folder, new SampleOptions(7, from, to, tickers)
        {
            NewsScale = .4,
            PriceLookback = 120,
        });
    }

    public RunReport Run(
        string input, CorpusOptions? options = null, int workers = 2, int batchRows = 65_536, bool plan = false,
        Func<Pipeline, Pipeline>? change = null, PlacedIndicators? indicators = null,
        CancellationToken cancelled = default)
    {
        using var writer = new TextAsker(new RuleModel());
        Pipeline pipeline = CorpusPipeline.Define(
            options ?? Options, new PayloadFolder(input), s_tokenizer.Value, writer, indicators);
        using ICatalog catalog = DuckCatalog.Open(Path.Combine(Folder, "catalog.duckdb"));
        return Runner.Run(change is null ? pipeline : change(pipeline), new RunOptions
        {
            Store = new LocalStore(Folder),
            Catalog = catalog,
            Formats = FormatRegistry.All,
            Workers = workers,
            BatchRowsMax = batchRows,
            PlanOnly = plan,
            Identity = new RunIdentity(Seed: 1, ParametersJson: "{}", GitHash: "test", VersionsJson: "{}"),
        }, cancelled);
    }

    public VerifyReport Verify()
    {
        using ICatalog catalog = DuckCatalog.Open(Path.Combine(Folder, "catalog.duckdb"));
        return Verifier.Verify(new LocalStore(Folder), catalog, workers: 2, CancellationToken.None);
    }

    public SortedDictionary<string, string> Hashes() => HashesOf(Folder);

    /// <summary>SHA-256 of every output by key.</summary>
    public static SortedDictionary<string, string> HashesOf(string folder) =>
        new(KeysOf(folder).ToDictionary(key => key,
            key => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, key))))),
            StringComparer.Ordinal);

    /// <summary>Keys of all outputs: all files but logs, the catalog and staging.</summary>
    public static IEnumerable<string> KeysOf(string folder)
    {
        string[] others = ["logs/", "catalog.duckdb", ".staging/"];
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(key => !others.Any(other => key.StartsWith(other, StringComparison.Ordinal)));
    }

    public void Dispose() => _scratch.Dispose();
}
