using Tauric.Adapters.Caches;
using Tauric.Adapters.Devices;
using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Models;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Sources;
using Tauric.Adapters.Sources.Wrds;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Host.Commands;
using Tauric.Host.Configuration;
using Tauric.Host.Sample;
using Tauric.Host.Sample.Market;
using Tauric.Host.Sample.Transcripts;
using Tauric.Kernels.Devices;
using Tauric.Kernels.Indicators;
using Tauric.Native;
using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Topics;

namespace Tauric.Host;

/// <summary>Which systems there are, and which class stands behind each contract they need.</summary>
internal static class Wiring
{
    /// <summary>The systems of this build, by the name <c>tauric run</c> takes.</summary>
    public static readonly SortedDictionary<string, TauricSystem> Systems =
        new(StringComparer.Ordinal)
        {
            [CorpusPipeline.Name] = new(Corpus) { Tickers = config => config.Corpus.Tickers },
            [DecisionsPipeline.Name] = new(Decisions)
            {
                Finished = (config, terminal, root) =>
                {
                    IReadOnlyList<PartitionRecord> records = root.Catalog.Load();
                    TrainingVersions.Keep(root.Store, records);
                    TrainingEvents.Publish(config, terminal, root.Store, records);
                },
            },
            [StoriesPipeline.Name] = new(Stories),
            [TopicsPipeline.Name] = new(Topics),
        };

    /// <summary>Where what may be lost is kept for a while.</summary>
    public static ICache OpenCache(TauricConfig config, Terminal terminal) => config.Redis is { } redis
        ? new RedisCache(redis, terminal.Clock, terminal.Error.WriteLine) : new MemoryCache(terminal.Clock);

    public static IReadOnlyDictionary<string, IFormat> Formats => FormatRegistry.All;

    public static LineageNode Explain(Workspace workspace, string id) =>
        SampleLineage.Explain(id, workspace.Catalog, workspace.Store, Formats);

    public static void WriteSample(string folder, MarketSampleOptions options) => MarketSample.Write(folder, options);

    public static void WriteSample(string folder, TranscriptOptions options) =>
        TranscriptGenerator.Write(folder, options);

    public static void WriteSample(string folder, bool full, long seed) =>
        SampleGenerator.Write(folder, full ? SampleOptions.Full(seed) : SampleOptions.Cut(seed));

    public static void WriteDecisionSample(string folder, int decisions, long seed) =>
        Sample.Decisions.DecisionSample.Write(folder, decisions, seed);

    public static PackRows Packs(IObjectStore store) => new(store);

    /// <summary>Program, runtime and libraries, by name.</summary>
    public static IEnumerable<(string Name, string Version)> Versions() =>
    [
        ("tauric", RunIdentities.ProgramVersion()),
        ("dotnet", Environment.Version.ToString()),
        ("duckdb", DuckVersion.Library),
    ];

    /// <summary>What a run loads besides this program, for <c>doctor</c>. Throws where something is missing.</summary>
    public static IReadOnlyList<Dependency> Dependencies() =>
    [
        new("DuckDB", IsRequired: true, () => $"{DuckVersion.Library}, {NativeLibraries.Find("duckdb")}"),
        new("tokenizer vocabulary", IsRequired: true, () =>
        {
            BpeTokenizer tokenizer = Tokenizer();
            return $"{tokenizer.Identity}, {RanksPath()}, \"a word\" has {tokenizer.Count("a word")} tokens";
        }),
        new("llama.cpp", IsRequired: false, () => NativeLibraries.Find("llama")),
    ];

    /// <summary>What OpenCL offers here, for <c>doctor</c>.</summary>
    public static (IReadOnlyList<DeviceTraits> Devices, string Reason) Devices()
    {
        OpenClMachine machine = OpenClMachine.Look();
        return (machine.Devices, machine.Reason);
    }

    /// <summary>Where kernels run. That a device asked for is not there is told, once, and done without.</summary>
    public static DevicePlanner Planner(TauricConfig config, Terminal terminal) => config.Device switch
    {
        "cpu" => new DevicePlanner(() => new DeviceAnswer(null, "not wanted")),
        "auto" => new DevicePlanner(() => OpenClMachine.Look().Open(ProgramFolder(terminal), gpuOnly: true)),
        _ => new DevicePlanner(() =>
        {
            DeviceAnswer answer = OpenClMachine.Look().Open(ProgramFolder(terminal));
            if (answer.Device is null)
                terminal.Error.WriteLine($"Computing on the processor, with the same result: {answer.Reason}.");
            return answer;
        }, isForced: true),
    };

    private static Pipeline Corpus(RunParts parts) => CorpusPipeline.Define(
        parts.Config.Corpus, Input(parts, CorpusPipeline.Name), Tokenizer(), parts.Writer,
        new PlacedIndicators(parts.Planner));

    /// <summary>What files hold and what the service captured.</summary>
    private static Pipeline Decisions(RunParts parts) => DecisionsPipeline.Define(DecisionsOf(parts),
        new ManySources(Input(parts, DecisionsPipeline.Name), Roots.CapturedDecisions(parts.Config)));

    /// <summary>Labels of decisions alone, for <c>tauric relabel</c>.</summary>
    public static TauricSystem Relabelling { get; } = new(parts => DecisionsPipeline.Relabel(DecisionsOf(parts)));

    private static DecisionsOptions DecisionsOf(RunParts parts)
    {
        DecisionsOptions options = parts.Config.Decisions;
        return options.RuleFile is not { } file ? options : options with
        {
            Outcomes = options.Outcomes with { Rules = RuleFile.Load(Path.GetFullPath(file, parts.Terminal.Folder)) },
        };
    }

    private static Pipeline Stories(RunParts parts)
    {
        StoriesOptions options = parts.Config.Stories;
        if (options.PatternFile is { } file)
            options = options with { Patterns = PatternFile.Load(Path.GetFullPath(file, parts.Terminal.Folder)) };
        return StoriesPipeline.Define(options, Input(parts, StoriesPipeline.Name), parts.Writer);
    }

    private static Pipeline Topics(RunParts parts) => TopicsPipeline.Define(parts.Config.Topics,
        parts.Config.DataSource == "wrds" ? Wrds(parts) : Input(parts, TopicsPipeline.Name),
        parts.Own(Embeddings.Open(parts.Config, parts.Terminal)), parts.Writer,
        Lexicon(parts.Config, parts.Terminal), Classifier(parts), new ParquetTables());

    /// <summary>Who judges tones; null for the lexicon.</summary>
    private static TextAsker? Classifier(RunParts parts) => parts.Config.Sentiment.Kind == "lexicon" ? null
        : parts.Own(Asker(parts.Config, parts.Config.Sentiment, parts.Terminal));

    private static ToneLexicon Lexicon(TauricConfig config, Terminal terminal)
    {
        if (config.LexiconFile.Length == 0) return ToneLexicon.Default;
        string path = Path.GetFullPath(config.LexiconFile, terminal.Folder);
        if (!File.Exists(path)) throw new PlanException($"topics.lexicon_file: there is no file '{path}'.");
        return ToneLexicon.LoughranMcDonald(File.ReadAllBytes(path));
    }

    /// <summary>The payloads of a system: those of the input's folder of its name where there is one.</summary>
    private static IPayloadSource Input(RunParts parts, string system)
    {
        if (parts.Config.DataSource == "s3")
        {
            S3Options below = parts.Config.S3 with { Prefix = $"{parts.Config.S3Input}/{system}" };
            return new StorePayloads(parts.Own(new S3Store(below)), below.Shown);
        }

        string input = InputFolder.Find(parts.Config.Input, parts.Terminal.Folder, AppContext.BaseDirectory);
        string own = Path.Combine(input, system);
        return new PayloadFolder(Directory.Exists(own) ? own : input);
    }

    /// <summary>Transcripts of the selected quarters, fetched first where they are not here yet.</summary>
    private static PayloadFolder Wrds(RunParts parts)
    {
        string folder = Path.Combine(parts.Config.DataRoot, Roots.Prefetched);
        if (!parts.IsPlan) Prefetch(parts.Config, parts.Terminal, parts.Selection, folder, "csv", parts.Cancelled)
            .GetAwaiter().GetResult();
        return new PayloadFolder(folder);
    }

    /// <summary>Copies transcripts of the selected quarters from WRDS to a folder of payloads.</summary>
    /// <exception cref="UsageException">No quarters are selected, or nobody said where WRDS is.</exception>
    public static Task<WrdsReport> Prefetch(TauricConfig config, Terminal terminal, Selection selection, string folder,
        string format, CancellationToken cancelled)
    {
        if (selection.From is not { } from || selection.To is not { } to)
            throw new UsageException("Which quarters? Name them: --quarters 2023Q1..2023Q2");
        if (config.WrdsUrl.Length == 0) throw new UsageException(
            "Nobody said where WRDS is: set WRDS_URL to Host=…;Port=…;Database=wrds;Username=…;Password=…");
        IEnumerable<WrdsQuarter> quarters = Quarter.Between(Quarter.Of(from), Quarter.Of(to))
            .Select(q => new WrdsQuarter(q.ToString(), q.First, q.Last));
        var request = new WrdsRequest(config.WrdsUrl, folder, [.. quarters]) { Format = format };
        return new WrdsPrefetch(request, terminal.Clock).RunAsync(terminal.Error.WriteLine, cancelled);
    }

    /// <summary>A model, with its answers kept in the store. A plan and rules leave that untouched.</summary>
    /// <exception cref="PlanException">The model is not there: says where it was looked for.</exception>
    public static TextAsker Asker(TauricConfig config, ModelConfig model, Terminal terminal) => new(
        Writers.Open(config, model, terminal),
        new KeptAnswers(() => Roots.OpenStore(config), Formats[KeptAnswers.Format], terminal.Error.WriteLine),
        config.MemoryBytes / 16, terminal.Clock);

    /// <summary>
    /// Compiled programs are this machine's and this user's: not the data root's, which may be copied. Null: nowhere.
    /// </summary>
    private static string? ProgramFolder(Terminal terminal) =>
        UserFolder(terminal, "XDG_CACHE_HOME", ".cache") is { } cache ? Path.Combine(cache, "programs") : null;

    /// <summary>The user's folder of a kind (XDG base directories, <c>LOCALAPPDATA</c>); null: there is none.</summary>
    internal static string? UserFolder(Terminal terminal, string variable, string belowHome)
    {
        string? folder = terminal.Variable(variable)
            ?? (terminal.Variable("HOME") is { } home ? Path.Combine(home, belowHome) : null)
            ?? terminal.Variable("LOCALAPPDATA");
        return folder is null ? null : Path.Combine(folder, "tauric");
    }

    private static BpeTokenizer Tokenizer() => new(RanksPath());

    private static string RanksPath() => NativeLibraries.DataFile("js-tiktoken", "dist/ranks/o200k_base.js");
}


/// <summary>What a system is made of in a run.</summary>
internal sealed record RunParts(TauricConfig Config, Terminal Terminal, DevicePlanner Planner, TextAsker Writer,
    Selection Selection, bool IsPlan, CancellationToken Cancelled) : IDisposable
{
    private readonly Stack<IDisposable> _owned = [];

    /// <summary>Keeps what only one system needs until the run is over.</summary>
    public T Own<T>(T part) where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }

    public void Dispose()
    {
        while (_owned.TryPop(out IDisposable? part)) part.Dispose();
    }
}

/// <summary>What <c>tauric run</c> can make.</summary>
/// <param name="Define">Its steps, as the configuration has them.</param>
internal sealed record TauricSystem(Func<RunParts, Pipeline> Define)
{
    /// <summary>What <c>--tickers</c> may name; null where a partition holds all of them.</summary>
    public Func<TauricConfig, IReadOnlyList<string>>? Tickers { get; init; }

    /// <summary>What is done with what lies in the data root when a run has succeeded.</summary>
    public Action<TauricConfig, Terminal, Workspace>? Finished { get; init; }
}

/// <param name="Describe">Version and path; throws, saying what is missing and how to get it.</param>
internal sealed record Dependency(string Name, bool IsRequired, Func<string> Describe);
