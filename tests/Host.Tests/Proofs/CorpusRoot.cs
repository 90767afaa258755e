using System.Security.Cryptography;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Models;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Sources;
using Tauric.Adapters.Storage;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Host.Sample;
using Tauric.Native;
using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Corpus.Writers;

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

    public string Folder { get; } = Directory.CreateTempSubdirectory("tauric-").FullName;

    /// <summary>Payloads of two tickers and 30 decision days.</summary>
    public static string MakeInput(string folder)
    {
        SampleGenerator.Write(folder, new SampleOptions(7, new DateOnly(2024, 3, 1), new DateOnly(2024, 4, 12), Options.Tickers)
        {
            NewsScale = .4,
            PriceLookback = 120,
        });
        return folder;
    }

    public RunReport Run(string input, CorpusOptions? options = null, int workers = 2, int batchRows = 65_536, bool plan = false,
        Func<Pipeline, Pipeline>? change = null, CancellationToken cancelled = default)
    {
        var registry = new FormatRegistry(typeof(BytesFormat).Assembly);
        Pipeline pipeline = CorpusPipeline.Define(options ?? Options, new PayloadFolder(input), s_tokenizer.Value, new RuleWriter());
        using ICatalog catalog = DuckCatalog.Open(Path.Combine(Folder, "catalog.duckdb"));
        return Runner.Run(change is null ? pipeline : change(pipeline), new RunOptions
        {
            Store = new LocalStore(Folder),
            Catalog = catalog,
            Formats = registry.Names.ToDictionary(n => n, n => registry[n]),
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

    /// <summary>SHA-256 of every output by key: all files but logs, the catalog and staging.</summary>
    public SortedDictionary<string, string> Hashes()
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            string key = Path.GetRelativePath(Folder, path).Replace('\\', '/');
            if (key.StartsWith("logs/", StringComparison.Ordinal) || key.StartsWith("catalog.duckdb", StringComparison.Ordinal)
                || key.StartsWith(".staging/", StringComparison.Ordinal)) continue;
            hashes.Add(key, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        }

        return hashes;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>The small input, made once for all proofs.</summary>
public sealed class SmallInput : IDisposable
{
    public SmallInput() => CorpusRoot.MakeInput(Folder);

    public string Folder { get; } = Directory.CreateTempSubdirectory("tauric-input-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
