using Tauric.Adapters.Backups;
using Tauric.Adapters.Caches;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Catalog.Postgres;
using Tauric.Adapters.Devices;
using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Log;
using Tauric.Adapters.Models;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Sources;
using Tauric.Adapters.Sources.Wrds;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Inference;
using Tauric.Host.Commands;
using Tauric.Host.Configuration;
using Tauric.Host.Query;
using Tauric.Host.Sample;
using Tauric.Host.Sample.Market;
using Tauric.Host.Sample.Transcripts;
using Tauric.Kernels.Devices;
using Tauric.Kernels.Indicators;
using Tauric.Native;
using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Wire;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Topics;

namespace Tauric.Host;

/// <summary>The one place that knows which class stands behind each contract.</summary>
internal static class Wiring
{
    private const string DecisionLog = "decision_log", EventsLog = "event_log",
        Prefetched = "prefetch", Copies = ".copies", CatalogIdFile = "catalog.id";

    private static readonly string[] s_machineFolders = [DecisionLog, EventsLog, Prefetched, Copies];

    /// <summary>The systems of this build, by the name <c>tauric run</c> takes.</summary>
    public static readonly SortedDictionary<string, TauricSystem> Systems =
        new(StringComparer.Ordinal)
        {
            [CorpusPipeline.Name] = new(Corpus) { Tickers = config => config.Corpus.Tickers },
            [DecisionsPipeline.Name] = new(Decisions)
            {
                Finished = (config, terminal, root) =>
                {
                    TrainingVersions.Keep(root);
                    TrainingEvents.Publish(config, terminal, root);
                },
            },
            [StoriesPipeline.Name] = new(Stories),
            [TopicsPipeline.Name] = new(Topics),
        };

    /// <summary>Opens the data root to run in, making what is not there.</summary>
    public static Workspace OpenForRun(TauricConfig config)
    {
        MakeFolder(config.DataRoot);
        return Open(config, OpenToWrite(config));
    }

    /// <summary>Opens the data root to run in beside other processes.</summary>
    /// <exception cref="PlanException">Its catalog serves one process.</exception>
    public static Workspace OpenShared(TauricConfig config)
    {
        if (!config.Catalog.IsPostgres) throw new PlanException("--shard: the catalog in the data root serves one "
            + "process. Set catalog.url to a PostgreSQL database; better in TAURIC_CATALOG_URL.");
        MakeFolder(config.DataRoot);
        return new Workspace(config.DataRoot, OpenToWrite(config), PostgresCatalog.Open(
            CatalogAddress(config), CatalogAccess.Shared, TimeSpan.FromSeconds(config.Catalog.LeaseSeconds)));
    }

    private static Workspace Open(TauricConfig config, IObjectStore store) => new(config.DataRoot, store,
        config.Catalog.IsPostgres ? PostgresCatalog.Open(CatalogAddress(config)) : OpenDuck(config));

    /// <summary>The objects of a data root.</summary>
    public static IObjectStore OpenStore(TauricConfig config) => OpenStore(config, config.StorageBackend);

    /// <param name="backend">One of <see cref="TauricConfig.StorageBackends"/>.</param>
    public static IObjectStore OpenStore(TauricConfig config, string backend) =>
        backend == "s3" ? new S3Store(config.S3) : new LocalStore(config.DataRoot, config.Storage);

    /// <summary>Where what may be lost is kept for a while.</summary>
    public static ICache OpenCache(TauricConfig config, Terminal terminal) => config.Redis is { } redis
        ? new RedisCache(redis, terminal.Clock, terminal.Error.WriteLine) : new MemoryCache(terminal.Clock);

    private static IObjectStore OpenToWrite(TauricConfig config)
    {
        IObjectStore store = OpenStore(config);
        (store as S3Store)?.Claim(CatalogId(config));
        return store;
    }

    /// <summary>Of a catalog in the data root it is drawn once, and kept in a file beside it.</summary>
    private static string CatalogId(TauricConfig config)
    {
        if (config.Catalog.IsPostgres) return $"{CatalogAddress(config)}";
        string file = Path.Combine(config.DataRoot, CatalogIdFile);
        if (!File.Exists(file)) File.WriteAllText(file, Guid.NewGuid().ToString());
        return File.ReadAllText(file);
    }

    /// <summary>The objects of the store that is used, as files.</summary>
    public static ObjectFiles Files(TauricConfig config) => config.StorageBackend == "s3"
        ? new ObjectFiles(new S3Store(config.S3), Path.Combine(config.DataRoot, Copies), isCopied: true)
        : new ObjectFiles(new LocalStore(config.DataRoot), config.DataRoot, isCopied: false);

    /// <summary>Is a file of a data root an object? The others stay on this machine whatever the store is.</summary>
    public static bool IsObject(string key) => !key.StartsWith("catalog.", StringComparison.Ordinal)
        && !s_machineFolders.Contains(key.Split('/')[0]);

    /// <summary>Opens the data root to plan in; one that is not there is planned in a folder that goes away.</summary>
    public static Workspace OpenForPlan(TauricConfig config)
    {
        if (HasCatalog(config) && Directory.Exists(config.DataRoot)) return OpenExisting(config);
        config = config with { DataRoot = Directory.CreateTempSubdirectory("tauric-plan-").FullName };
        return Open(config, OpenStore(config)) with { IsPassing = true };
    }

    /// <summary>Opens a data root that a run has filled.</summary>
    public static Workspace OpenExisting(TauricConfig config)
    {
        RequireCatalog(config);
        return Open(config, OpenStore(config));
    }

    /// <summary>All of an open data root, to back it up or to restore it.</summary>
    public static RootContents ContentsOf(TauricConfig config, Workspace workspace) => new(
        workspace.Store is LocalStore ? workspace.Store
            : new RootFiles(workspace.Store, new LocalStore(config.DataRoot, config.Storage), IsObject),
        (ICatalogTables)workspace.Catalog, workspace.Catalog as DuckCatalog ?? OpenDuck(config));

    /// <summary>The versioned frames of a data root, which is made when it is not there.</summary>
    public static IFrameStore OpenFrames(TauricConfig config, Terminal terminal)
    {
        MakeFolder(config.DataRoot);
        return new FrameStore(OpenToWrite(config), CatalogPath(config), terminal.Clock,
            Math.Max(16L << 20, config.MemoryBytes / 8));
    }

    /// <summary>A pattern over paths of frames as the catalog spells them.</summary>
    public static string FramePattern(string pattern) => FrameStore.Pattern(pattern);

    /// <summary>The log of captured decisions, to write.</summary>
    public static RecordLog OpenDecisionLog(TauricConfig config, TimeProvider clock) =>
        new(DecisionLogFolder(config), new LogOptions(), clock);

    public static string DecisionLogFolder(TauricConfig config) => Path.Combine(config.DataRoot, DecisionLog);

    /// <summary>The log of <c>training_dataset_generated</c> events, to write.</summary>
    public static EventLog OpenEventLog(TauricConfig config, TimeProvider clock) =>
        new(EventLogFolder(config), clock);

    public static string EventLogFolder(TauricConfig config) => Path.Combine(config.DataRoot, EventsLog);

    /// <summary>What the service captured, as payloads of the decisions system.</summary>
    public static LogPayloads CapturedDecisions(TauricConfig config) => new(DecisionLogFolder(config), "decisions",
        record => CapturedDecision.Line(record.Sequence, record.Received, record.Payload));

    /// <summary>The embedded database: the catalog, unless that is elsewhere, and the frames.</summary>
    public static string CatalogPath(TauricConfig config) => Path.Combine(config.DataRoot, DuckCatalog.FileName);

    /// <summary>Is there a catalog to open? Of a server only opening it can tell.</summary>
    public static bool HasCatalog(TauricConfig config) => config.Catalog.IsPostgres || File.Exists(CatalogPath(config));

    public static void RequireCatalog(TauricConfig config)
    {
        if (!HasCatalog(config)) throw NothingMade(config);
    }

    /// <summary>Makes the tables and views of the catalog readable in a session; their names.</summary>
    public static IReadOnlySet<string> ReadCatalog(TauricConfig config, ISqlSession session)
    {
        if (!config.Catalog.IsPostgres) return FencedSql.Attach(session, CatalogPath(config));
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (File.Exists(CatalogPath(config))) names.UnionWith(FencedSql.Attach(session, CatalogPath(config), "frame_"));
        var tables = new PostgresTables(CatalogAddress(config));
        foreach ((string name, Schema schema) in tables.All())
            if (names.Add(name)) session.Register(name, schema, () => tables.Read(name));
        return names;
    }

    /// <returns>Where, and the changes that were missing.</returns>
    public static (string Address, IReadOnlyList<string> Applied) MigrateCatalog(TauricConfig config)
    {
        PostgresAddress address = CatalogAddress(config);
        return ($"{address}", PostgresMigrations.Migrate(address));
    }

    /// <summary>Replaces one catalog of the data root with the other.</summary>
    public static (int Tables, long Rows) CopyCatalog(TauricConfig config, string from, string to)
    {
        if (from == CatalogConfig.Duck && !File.Exists(CatalogPath(config))) throw NothingMade(config);
        MakeFolder(config.DataRoot);
        using PostgresCatalog postgres = PostgresCatalog.Open(CatalogAddress(config));
        using DuckCatalog duck = OpenDuck(config);
        return to == CatalogConfig.Postgres ? CatalogCopy.Run(duck, postgres) : CatalogCopy.Run(postgres, duck);
    }

    private static UsageException NothingMade(TauricConfig config) => new(
        $"Nothing was made in '{config.DataRoot}' yet. Run first: tauric run corpus --root \"{config.DataRoot}\"");

    private static DuckCatalog OpenDuck(TauricConfig config) =>
        DuckCatalog.Open(CatalogPath(config), Math.Max(64L << 20, config.MemoryBytes / 8));

    /// <exception cref="UsageException">Nobody said where it is.</exception>
    private static PostgresAddress CatalogAddress(TauricConfig config) => config.Catalog.Url.Length > 0
        ? PostgresAddress.Parse(config.Catalog.Url)
        : throw new UsageException("Nobody said where the PostgreSQL catalog is: set TAURIC_CATALOG_URL to "
            + "postgresql://user:password@host:5432/database");

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

    public static Schema SchemaOfPack(byte[] pack, string key) => PackRows.SchemaOf(pack, key);

    public static RecordBatch RowsOfPack(byte[] pack, string key) => PackRows.Read(pack, key);

    /// <summary>A private DuckDB in memory for a user's SQL; its mistakes are <see cref="UsageException"/>s.</summary>
    /// <param name="prepare">Runs our own SQL first; after it the settings are locked.</param>
    public static ISqlSession OpenSql(Action<ISqlSession> prepare)
    {
        var database = DuckDatabase.InMemory(new DuckOptions
        {
            UserSql = true,
            Prepare = connection => prepare(new SqlSession(connection, owner: null)),
        });
        return new SqlSession(database.Connect(), database);
    }

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
        new("tokenizer vocabulary", IsRequired: true, () => $"{Tokenizer().Identity}, {RanksPath()}"),
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
        new ManySources(Input(parts, DecisionsPipeline.Name), CapturedDecisions(parts.Config)));

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
        string folder = Path.Combine(parts.Config.DataRoot, Prefetched);
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
        new KeptAnswers(() => OpenStore(config), Formats[KeptAnswers.Format], terminal.Error.WriteLine),
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

    private static void MakeFolder(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException($"Cannot make the data root '{root}': {e.Message} Try another --root.", e);
        }
    }
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

/// <summary>A data root, opened.</summary>
internal sealed record Workspace(string Root, IObjectStore Store, ICatalog Catalog) : IDisposable
{
    /// <summary>Removed with all that is in it when it is closed.</summary>
    public bool IsPassing { get; init; }

    public void Dispose()
    {
        Catalog.Dispose();
        (Store as IDisposable)?.Dispose();
        if (IsPassing) Directory.Delete(Root, recursive: true);
    }
}

/// <summary>SQL in, batches out. A query runs to its end before the next one starts.</summary>
internal interface ISqlSession : IDisposable
{
    /// <param name="sql">One statement, prepared.</param>
    IEnumerable<RecordBatch> Query(string sql);

    /// <summary>Makes rows readable as a table while the session is open.</summary>
    void Register(string name, Schema schema, Func<IEnumerable<RecordBatch>> rows);
}

/// <param name="owner">Disposed with the session; null when somebody else's connection is lent.</param>
internal sealed class SqlSession(DuckConnection connection, DuckDatabase? owner) : ISqlSession
{
    private readonly List<IDisposable> _registered = [];

    public IEnumerable<RecordBatch> Query(string sql)
    {
        using DuckRows rows = connection.Query(sql);
        foreach (RecordBatch batch in rows) yield return batch;
    }

    public void Register(string name, Schema schema, Func<IEnumerable<RecordBatch>> rows) =>
        _registered.Add(connection.Register(name, schema, rows));

    public void Dispose()
    {
        if (owner is null) return;
        foreach (IDisposable registered in _registered) registered.Dispose();
        connection.Dispose();
        owner.Dispose();
    }
}

/// <param name="Describe">Version and path; throws, saying what is missing and how to get it.</param>
internal sealed record Dependency(string Name, bool IsRequired, Func<string> Describe);
