using System.Collections.Immutable;
using Tauric.Adapters.Backups;
using Tauric.Adapters.Caches;
using Tauric.Adapters.Storage;
using Tauric.Host.Rest;
using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Topics;

namespace Tauric.Host.Configuration;

/// <summary>
/// The configuration, whole and valid. Made by <see cref="ConfigLoader"/>; defaults are in <c>config/defaults.yaml</c>.
/// </summary>
internal sealed record TauricConfig
{
    /// <summary>Absolute.</summary>
    public string DataRoot { get; init; } = "";

    /// <summary>As given; <see cref="InputFolder"/> finds it.</summary>
    public string Input { get; init; } = "";

    /// <summary><c>local</c> or <c>csv</c>: payloads of a folder; <c>wrds</c>: fetched first.</summary>
    public string DataSource { get; init; } = "";

    /// <summary>A secret; empty for none.</summary>
    public string WrdsUrl { get; init; } = "";

    public CatalogConfig Catalog { get; init; } = new();

    public static readonly string[] StorageBackends = ["local", "s3"];

    /// <summary>One of <see cref="StorageBackends"/>.</summary>
    public string StorageBackend { get; init; } = "";

    /// <summary>Looked at when it is the backend; its keys are secrets.</summary>
    public S3Options S3 { get; init; } = new();

    /// <summary>A secret when it has a password; empty for a cache in this process.</summary>
    public RedisAddress? Redis { get; init; }

    /// <summary>What keys of payloads in the bucket begin with; then comes the system.</summary>
    public string S3Input { get; init; } = "";

    /// <summary>What is wrong with the store that is used, each with its key.</summary>
    public IEnumerable<string> StorageProblems() =>
        StorageBackend == "s3" || DataSource == "s3" ? S3.Problems() : [];

    /// <summary>What the data root may take.</summary>
    public StorageLimits Storage { get; init; } = new(null, null);

    /// <summary>Folder of backups; absolute, empty for none.</summary>
    public string BackupFolder { get; init; } = "";

    /// <summary>How long backups are kept.</summary>
    public Retention Retention { get; init; } = new(0, 0);

    /// <summary>By provider; secrets.</summary>
    public ImmutableSortedDictionary<string, string> ApiKeys { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Providers asked over the wire.</summary>
    public LiveConfig Live { get; init; } = new();

    /// <summary>Folder of named models; empty for the user's.</summary>
    public string ModelFolder { get; init; } = "";

    /// <summary>Who writes texts.</summary>
    public ModelConfig Writer { get; init; } = ModelConfig.Writer;

    /// <summary>Who embeds sentences of earnings calls.</summary>
    public ModelConfig Embedding { get; init; } = ModelConfig.Embedding;

    /// <summary>Who judges their tone.</summary>
    public ModelConfig Sentiment { get; init; } = ModelConfig.Sentiment;

    /// <summary>At least 1.</summary>
    public int Workers { get; init; }

    public int BatchRows { get; init; }

    public long MemoryBytes { get; init; }

    /// <summary><c>auto</c>: a GPU where it is quicker; <c>cpu</c>; <c>opencl</c>: whatever OpenCL offers.</summary>
    public string Device { get; init; } = "auto";

    public CorpusOptions Corpus { get; init; } = new();

    public StoriesOptions Stories { get; init; } = new();

    public DecisionsOptions Decisions { get; init; } = new();

    public TopicsOptions Topics { get; init; } = new();

    /// <summary>A master dictionary of Loughran and McDonald; empty for the lexicon that is shipped.</summary>
    public string LexiconFile { get; init; } = "";

    /// <summary>The service; its keys are secrets.</summary>
    public ServeOptions Serve { get; init; } = new();

    /// <summary>Base address of a collector of OpenTelemetry; null for none. A secret: it may hold a token.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Of <c>/metrics</c> during a run; 0 for any that is free, null for none.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>Events go to stderr as JSON lines.</summary>
    public bool LogIsJson { get; init; }

    /// <summary>Every key with the value that won and its origin; in the order of the table.</summary>
    public IReadOnlyList<ConfigSetting> Settings { get; init; } = [];
}
