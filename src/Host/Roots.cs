using Tauric.Adapters.Backups;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Catalog.Postgres;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Log;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;
using Tauric.Host.Query;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host;

/// <summary>What a data root consists of, and how it is opened: objects, catalog, frames and logs.</summary>
internal static class Roots
{
    /// <summary>The folder of what was fetched before a run.</summary>
    public const string Prefetched = "prefetch";

    private const string DecisionLog = "decision_log", EventsLog = "event_log", Copies = ".copies",
        CatalogIdFile = "catalog.id";

    private static readonly string[] s_machineFolders = [DecisionLog, EventsLog, Prefetched, Copies];

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
        return new FrameStore(OpenToWrite(config), CatalogPath(config), terminal.Clock, CacheBytes(config));
    }

    /// <summary>The versioned frames of a data root, to read beside other readers.</summary>
    public static IFrameStore OpenFramesToRead(TauricConfig config) => FrameStore.OpenToRead(config.DataRoot,
        config.StorageBackend == "s3" ? OpenStore(config) : null, CacheBytes(config));

    private static long CacheBytes(TauricConfig config) => Math.Max(16L << 20, config.MemoryBytes / 8);

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
