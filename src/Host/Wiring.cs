using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Host.Configuration;

namespace Tauric.Host;

/// <summary>The one place that knows which class stands behind each contract.</summary>
internal static class Wiring
{
    /// <summary>The systems of this build, by the name <c>tauric run</c> takes.</summary>
    public static readonly SortedDictionary<string, Func<TauricConfig, Terminal, Pipeline>> Systems =
        new(StringComparer.Ordinal)
        {
            ["corpus"] = Corpus,
        };

    /// <summary>Opens the data root to run in, making what is not there.</summary>
    public static Workspace OpenForRun(TauricConfig config)
    {
        MakeFolder(config.DataRoot);
        return new Workspace(config.DataRoot, OpenStore(config.DataRoot), OpenCatalog(CatalogPath(config)));
    }

    /// <summary>Opens a data root that a run has filled.</summary>
    public static Workspace OpenExisting(TauricConfig config)
    {
        RequireCatalog(config);
        return OpenForRun(config);
    }

    public static string CatalogPath(TauricConfig config) => Path.Combine(config.DataRoot, "catalog.duckdb");

    public static void RequireCatalog(TauricConfig config)
    {
        if (!File.Exists(CatalogPath(config))) throw new UsageException(
            $"Nothing was made in '{config.DataRoot}' yet. Run first: tauric run corpus --root \"{config.DataRoot}\"");
    }

    public static IReadOnlyDictionary<string, IFormat> Formats() => throw new BugException("not wired");

    public static LineageNode Explain(Workspace workspace, string id) => throw new BugException("not wired");

    /// <param name="seed">Null for the one the shipped sample has.</param>
    public static void WriteSample(string folder, bool full, long? seed) => throw new BugException("not wired");

    /// <summary>A private DuckDB in memory for a user's SQL; its mistakes are <see cref="UsageException"/>s.</summary>
    /// <param name="prepare">Runs our own SQL first; after it the settings are locked.</param>
    public static ISqlSession OpenSql(Action<ISqlSession> prepare) => throw new BugException("not wired");

    /// <summary>Program, runtime and libraries, by name.</summary>
    public static IEnumerable<(string Name, string Version)> Versions() =>
    [
        ("tauric", RunIdentities.ProgramVersion()),
        ("dotnet", Environment.Version.ToString()),
    ];

    /// <summary>What a run loads besides this program, for <c>doctor</c>. Throws where something is missing.</summary>
    public static IReadOnlyList<Dependency> Dependencies() =>
    [
        new("DuckDB", IsRequired: true, () => throw new ResourceException("not wired")),
        new("tokenizer vocabulary", IsRequired: true, () => throw new ResourceException("not wired")),
        new("llama.cpp", IsRequired: false, () =>
            throw new ResourceException("not in this build: it comes with Inference")),
    ];

    private static Pipeline Corpus(TauricConfig config, Terminal terminal)
    {
        string input = InputFolder.Find(config.Input, terminal.Folder, AppContext.BaseDirectory);
        throw new BugException($"not wired: {input}");
    }

    private static IObjectStore OpenStore(string root) => throw new BugException("not wired: " + root);

    private static ICatalog OpenCatalog(string path) => throw new BugException("not wired: " + path);

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
    public void Dispose() => Catalog.Dispose();
}

/// <summary>SQL in, batches out. A query runs to its end before the next one starts.</summary>
internal interface ISqlSession : IDisposable
{
    /// <param name="sql">One statement, prepared.</param>
    IEnumerable<RecordBatch> Query(string sql);
}

/// <param name="Describe">Version and path; throws, saying what is missing and how to get it.</param>
internal sealed record Dependency(string Name, bool IsRequired, Func<string> Describe);
