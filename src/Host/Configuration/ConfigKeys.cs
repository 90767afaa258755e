using System.Collections.Immutable;
using Tauric.Adapters.Sources.Live;
using Tauric.Adapters.Storage;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Topics;
using static Tauric.Host.Configuration.ConfigTypes;

namespace Tauric.Host.Configuration;

/// <summary>
/// Every setting there is. A new one is a row here and a line in <c>config/defaults.yaml</c>, which holds the defaults.
/// Ranges of what shapes the corpus are in <see cref="Pipelines.Corpus.CorpusOptions.Problems"/>.
/// </summary>
internal static class ConfigKeys
{
    public static readonly IReadOnlyList<ConfigKey> All =
    [
        Key("data_root", Folder, "Folder everything is written to.", (c, v) => c with { DataRoot = v }),
        Key("input", Folder, "Folder of raw payloads; relative to the current folder, else to one above the program.",
            (c, v) => c with { Input = v }),
        Key("data_source", Choice(["local", "csv", "s3", "wrds"]),
            "Where payloads come from: files of the input, a bucket; transcripts also from WRDS.",
            (c, v) => c with { DataSource = v }) with { OtherVariable = "DATA_SOURCE" },
        Key("wrds_url", Text, "Connection to WRDS, as Npgsql takes it; the password is in it.",
            (c, v) => c with { WrdsUrl = v }) with { IsSecret = true, OtherVariable = "WRDS_URL" },
        .. Storage(),
        .. Catalog(),
        .. Backup(),

        ApiKey("finnhub"), ApiKey("google_news"), ApiKey("fmp"), ApiKey("eodhd"),
        ApiKey("fred"), ApiKey("simfin"), ApiKey("polygon"),
        ApiKey("nasdaq") with { OtherVariable = "NASDAQ_DATA_LINK_API_KEY" },

        Key("model_folder", Text, "Folder of named models; empty for the user's.",
            (c, v) => c with { ModelFolder = v }),
        .. new ModelKeys(ModelConfig.Writer, c => c.Writer, (c, m) => c with { Writer = m })
            .Texts("Who writes: rules, the shipped model, a GGUF file, a server."),

        Key("pipeline.variation_count", Integer(), "Prompts per ticker and day.",
            (c, v) => c with { Corpus = c.Corpus with { VariationCount = v } }),
        Key("pipeline.token_budget", Integer(), "Most tokens a prompt may have.",
            (c, v) => c with { Corpus = c.Corpus with { TokenBudget = v } }),
        Key("pipeline.seed", Seed, "Seed of every random choice.",
            (c, v) => c with { Corpus = c.Corpus with { Seed = v }, Stories = c.Stories with { Seed = v },
                Topics = c.Topics with { Seed = v } }),
        Key("pipeline.workers", Integer(0, 1024), "Steps that run side by side; 0 for one a core.",
            (c, v) => c with { Workers = v == 0 ? Environment.ProcessorCount : v }),
        Key("pipeline.batch_rows", Integer(1, 1 << 24), "Most rows in one batch.", (c, v) => c with { BatchRows = v }),
        Key("pipeline.memory", Memory, "Memory for data in flight.", (c, v) => c with { MemoryBytes = v }),
        Key("pipeline.device", Choice(["auto", "cpu", "opencl"]), "Where kernels run; the result is the same.",
            (c, v) => c with { Device = v }),

        Key("corpus.tickers", Tickers, "Tickers of the corpus.",
            (c, v) => c with { Corpus = c.Corpus with { Tickers = v } }),
        Key("corpus.from", OptionalDate, "First decision day; empty for the first day there is news of.",
            (c, v) => c with { Corpus = c.Corpus with { From = v } }),
        Key("corpus.to", OptionalDate, "Last decision day; empty for the last day there is news of.",
            (c, v) => c with { Corpus = c.Corpus with { To = v } }),
        Key("corpus.decision_time", TimeOfDay, "When the decision is taken, US Eastern.",
            (c, v) => c with { Corpus = c.Corpus with { DecisionTime = v } }),

        .. Labels(),
        .. Stories(),
        .. Topics(),
        .. Decisions(),
        .. Serve(),
        .. Live(),
        .. Telemetry(),
    ];

    private static readonly Dictionary<string, ConfigKey> s_byPath =
        All.SelectMany(k => (string?[])[k.Path, k.OtherPath], (key, path) => (path, key)).Where(k => k.path is not null)
            .ToDictionary(k => k.path!, k => k.key, StringComparer.Ordinal);

    /// <summary>Null when there is no such key.</summary>
    public static ConfigKey? Find(string path) => s_byPath.GetValueOrDefault(path);

    public static bool IsSection(string path) => All.Any(k => k.Path.StartsWith(path + ".", StringComparison.Ordinal));

    /// <summary>"no such key", with the key that was probably meant.</summary>
    public static string Unknown(string path)
    {
        string last = "." + path.Split('.')[^1];
        string? meant = All.FirstOrDefault(k => k.Path.EndsWith(last, StringComparison.Ordinal))?.Path
            ?? Spelling.Closest(path, All.Select(k => k.Path));
        return $"{path}: no such key; "
            + (meant is null ? "'tauric config show' lists them" : $"did you mean {meant}?");
    }

    internal static ConfigKey Key<T>(
        string path, ConfigType<T> type, string description, Func<TauricConfig, T, TauricConfig> apply) =>
        new(path, description, type.Allowed, (config, text) => apply(config, Parsed(type, text)));

    private static IEnumerable<ConfigKey> Labels() =>
    [
        Key("labels.direction", Text, "Return direction of Algorithm S1: forward or trailing.",
            (c, v) => c with { Corpus = c.Corpus with { LabelDirection = v } }),
        Key("labels.adjust", Flag, "Normalise the exponential mean by the weights seen so far.",
            (c, v) => c with { Corpus = c.Corpus with { LabelAdjust = v } }),
        Key("labels.threshold_fit", Text, "Rows the class thresholds are fitted on: full, train_only or expanding.",
            (c, v) => c with { Corpus = c.Corpus with { ThresholdFit = v } }),
        Key("labels.share_tolerance", Number, "How far realised class shares may be from the promised ones.",
            (c, v) => c with { Corpus = c.Corpus with { LabelShareTolerance = v } }),

        Key("split.validation_from", OptionalDate, "First validation day; empty to use split.validation_share.",
            (c, v) => c with { Corpus = c.Corpus with { ValidationFrom = v } }),
        Key("split.validation_share", Number, "Share of the days, the last ones, that validate.",
            (c, v) => c with { Corpus = c.Corpus with { ValidationShare = v } }),
        Key("split.embargo_days", Integer(), "Trading days kept free between training and validation.",
            (c, v) => c with { Corpus = c.Corpus with { EmbargoDays = v } }),
    ];

    private static IEnumerable<ConfigKey> Catalog() =>
    [
        Key("catalog.backend", Choice(CatalogConfig.Backends), "Where the catalog lies; auto: where catalog.url says.",
            (c, v) => c with { Catalog = c.Catalog with { Backend = v } }) with { OtherVariable = "CATALOG_BACKEND" },
        Key("catalog.url", DatabaseUrl, "postgresql://user:password@host:5432/database; empty: in the data root.",
            (c, v) => c with { Catalog = c.Catalog with { Url = v } })
            with { IsSecret = true, OtherPath = "db_url", OtherVariable = "TAURIC_DB_URL" },
        Key("catalog.lease_seconds", Integer(), "How long a shard may be silent before others take over its work.",
            (c, v) => c with { Catalog = c.Catalog with { LeaseSeconds = v } }),
    ];

    private static IEnumerable<ConfigKey> Backup() =>
    [
        Key("storage.quota", OptionalSize, "Bytes the data root may hold; empty for no limit.",
            (c, v) => c with { Storage = c.Storage with { QuotaBytes = v } }),
        Key("storage.free_min", OptionalSize, "Bytes that must stay free on its disk; empty for no limit.",
            (c, v) => c with { Storage = c.Storage with { FreeBytesMin = v } }),
        Key("backup.folder", Text, "Folder of backups.", (c, v) => c with { BackupFolder = v }),
        Key("backup.retention_months", Integer(1, 1200), "Months after which a snapshot may be dropped.",
            (c, v) => c with { Retention = c.Retention with { Months = v } }),
        Key("backup.archive_days", Integer(0, 36_500), "Days after which what only older snapshots name is compressed.",
            (c, v) => c with { Retention = c.Retention with { ArchiveDays = v } }),
    ];

    private static IEnumerable<ConfigKey> Telemetry() =>
    [
        Key("telemetry.otlp_endpoint", OptionalAddress, "Where metrics and spans are sent (OTLP/HTTP); empty: nowhere.",
            (c, v) => c with { OtlpEndpoint = v })
            with { IsSecret = true, OtherVariable = "OTEL_EXPORTER_OTLP_ENDPOINT" },
        Key("telemetry.metrics_port", OptionalPort, "Port of /metrics on this machine while a run lasts; empty: none.",
            (c, v) => c with { MetricsPort = v }),
        Key("telemetry.log_format", Choice(["text", "json"]), "What stderr gets: words, or a JSON object an event.",
            (c, v) => c with { LogIsJson = v == "json" }),
    ];

    private static IEnumerable<ConfigKey> Storage() =>
    [
        Key("storage_backend", Choice(TauricConfig.StorageBackends), "Where objects are stored.",
            (c, v) => c with { StorageBackend = v }) with { OtherVariable = "STORAGE_BACKEND" },
        OfS3("s3_endpoint", "Address of an S3-compatible store; empty for Amazon's own.",
            (s, v) => s with { Endpoint = v.TrimEnd('/') }) with { OtherVariable = "S3_ENDPOINT" },
        OfS3("s3_bucket", "Bucket, when storage_backend is s3.", (s, v) => s with { Bucket = v })
            with { OtherVariable = "S3_BUCKET" },
        OfS3("s3_prefix", "What keys in the bucket begin with; empty for nothing.",
            (s, v) => s with { Prefix = v.Trim('/') }) with { OtherVariable = "S3_PREFIX" },
        Key("s3_input", Text, "What keys of payloads in the bucket begin with: then SYSTEM/source/entity/date.ext.",
            (c, v) => c with { S3Input = v.Trim('/') }) with { OtherVariable = "S3_INPUT" },
        OfS3("s3_region", "Region of the bucket.", (s, v) => s with { Region = v })
            with { OtherVariable = "AWS_REGION" },
        OfS3("s3_access_key", "Key of who asks.", (s, v) => s with { AccessKey = v })
            with { IsSecret = true, OtherVariable = "AWS_ACCESS_KEY_ID" },
        OfS3("s3_secret_key", "Its secret.", (s, v) => s with { SecretKey = v })
            with { IsSecret = true, OtherVariable = "AWS_SECRET_ACCESS_KEY" },
        OfS3("s3_session_token", "Of temporary keys; else empty.", (s, v) => s with { SessionToken = v })
            with { IsSecret = true, OtherVariable = "AWS_SESSION_TOKEN" },
        Key("cache.redis_url", Redis, "Redis that answers are cached in; empty for this process's memory.",
            (c, v) => c with { Redis = v }) with { IsSecret = true, OtherVariable = "REDIS_URL" },
    ];

    private static ConfigKey OfS3(string path, string description, Func<S3Options, string, S3Options> apply) =>
        Key(path, Text, description, (c, v) => c with { S3 = apply(c.S3, v) });

    private static IEnumerable<ConfigKey> Decisions() =>
    [
        Key("decisions.market", Text, "Symbol whose return is the market's.",
            (c, v) => c with { Decisions = c.Decisions with { Market = v } }),
        OfOutcomes("decisions.lookahead_days", Integer(), "Days after a decision's own whose market is read.",
            (o, v) => o with { LookaheadDays = v }),
        OfOutcomes("decisions.benchmark", Text, "Symbol a decision must beat, held on its side; empty for cash.",
            (o, v) => o with { Benchmark = v.Length == 0 ? null : v }),
        Key("decisions.rule_file", Text, "YAML file of labelling rules; empty for the default ones.",
            (c, v) => c with { Decisions = c.Decisions with { RuleFile = v.Length == 0 ? null : v } }),
        OfTraining("decisions.validation_from", OptionalDate, "First day that validates; empty for none.",
            (t, v) => t with { ValidationFrom = v }),
        OfTraining("decisions.embargo_minutes", Integer(), "Minutes between training labels and validation.",
            (t, v) => t with { EmbargoMinutes = v }),
    ];

    private static ConfigKey OfOutcomes<T>(
        string path, ConfigType<T> type, string description, Func<OutcomeOptions, T, OutcomeOptions> apply) =>
        Key(path, type, description, (c, v) =>
            c with { Decisions = c.Decisions with { Outcomes = apply(c.Decisions.Outcomes, v) } });

    private static ConfigKey OfTraining<T>(
        string path, ConfigType<T> type, string description, Func<TrainingOptions, T, TrainingOptions> apply) =>
        Key(path, type, description, (c, v) =>
            c with { Decisions = c.Decisions with { Training = apply(c.Decisions.Training, v) } });

    private static IEnumerable<ConfigKey> Stories() =>
    [
        Of("stories.symbols", Tickers, "Symbols told of; empty for all there are bars of.",
            (s, v) => s with { Symbols = v.Count == 0 ? null : v }),
        Of("stories.from", OptionalDate, "First session told; empty for the first with history enough.",
            (s, v) => s with { From = v }),
        Of("stories.to", OptionalDate, "Last session told; empty for the last there are bars of.",
            (s, v) => s with { To = v }),
        Of("stories.sequence_length", Integer(), "Sessions of a training sequence; the last one is its target.",
            (s, v) => s with { SequenceLength = v }),
        Of("stories.quality_threshold", Number, "Mean quality from which on a sequence is training data.",
            (s, v) => s with { QualityThreshold = v }),
        Of("stories.max_story_length", Integer(), "Most letters of a story.",
            (s, v) => s with { StoryLengthMax = v }),
        Of("stories.validation_share", Number, "Share of the sessions, the last ones, whose stories validate.",
            (s, v) => s with { ValidationShare = v }),
        Of("fuzzy.rolling_window", Integer(), "Rows before a row that say what is usual.",
            (s, v) => s with { RollingWindow = v }),
        Of("fuzzy.std_multiplier", Number, "Standard deviations to the outermost states.",
            (s, v) => s with { StdMultiplier = v }),
        Of("fuzzy.membership", Text, "Shape of memberships: triangular, trapezoid, gaussian, bell, pi…",
            (s, v) => s with { Membership = v }),
        Of("fuzzy.pattern_window", Integer(), "Bars a pattern covers.", (s, v) => s with { PatternWindow = v }),
        Of("fuzzy.pattern_file", Text, "YAML file of patterns besides the named ones; empty for none.",
            (s, v) => s with { PatternFile = v.Length == 0 ? null : v }),
    ];

    private static IEnumerable<ConfigKey> Serve() =>
    [
        Key("serve.api_keys", Tickers, "API keys of those who may ask, separated by commas.",
            (c, v) => c with { Serve = c.Serve with { ApiKeys = v } })
            with { IsSecret = true, OtherVariable = "TAURIC_API_KEYS" },
        Key("serve.address", Address, "Address to listen on.",
            (c, v) => c with { Serve = c.Serve with { Address = v } }),
        Key("serve.port", Integer(0, 65535), "Port to listen on; 0 for any that is free.",
            (c, v) => c with { Serve = c.Serve with { Port = v } }),
        Key("serve.requests_per_second", Integer(1, 1_000_000), "Most requests of an API key.",
            (c, v) => c with { Serve = c.Serve with { RequestsPerSecondMax = v } }),
        Key("serve.webhook", OptionalAddress, "Where events are posted; empty for nowhere.",
            (c, v) => c with { Serve = c.Serve with { Webhook = v } }) with { IsSecret = true },
        Key("serve.symbols", Tickers, "Symbols decisions may be about; empty for any.",
            (c, v) => c with { Serve = c.Serve with { Symbols = v.ToImmutableSortedSet(StringComparer.Ordinal) } }),
    ];

    private static ConfigKey Of<T>(
        string path, ConfigType<T> type, string description, Func<StoriesOptions, T, StoriesOptions> apply) =>
        Key(path, type, description, (c, v) => c with { Stories = apply(c.Stories, v) });

    private static IEnumerable<ConfigKey> Topics() =>
    [
        OfTopics("topics.reducer", Text, "lsa, of the firm's own sentences; pca, of what is embedded; auto, by kind.",
            (t, v) => t with { Reducer = v }),
        OfTopics("topics.components", Integer(), "Dimensions in which sentences are clustered.",
            (t, v) => t with { Components = v }),
        OfTopics("topics.size_min", Integer(), "Sentences of a topic at least.",
            (t, v) => t with { TopicSizeMin = v }),
        OfTopics("topics.samples", Integer(), "Neighbours that make a sentence dense.",
            (t, v) => t with { TopicSamples = v }),
        OfTopics("topics.selection", Text, "eom: topics that last; leaf: the finest.",
            (t, v) => t with { TopicSelection = v }),
        OfTopics("topics.keywords", Integer(), "Keywords of a topic.", (t, v) => t with { Keywords = v }),
        OfTopics("topics.keyword_diversity", Number, "0: the weightiest keywords; 1: the most different.",
            (t, v) => t with { KeywordDiversity = v }),
        OfTopics("topics.theme_size_min", Integer(), "Topics of a theme at least; 0 for a tenth of the firms, 3 to 20.",
            (t, v) => t with { ThemeSizeMin = v }),
        OfTopics("topics.theme_firms_min", Integer(), "Firms of a theme at least.",
            (t, v) => t with { ThemeFirmsMin = v }),
        OfTopics("topics.dominance_max", Number, "Share of a theme's topics that one firm may have.",
            (t, v) => t with { DominanceMax = v }),
        OfTopics("topics.continuity_min", Number, "Cosine from which on themes of two quarters are the same.",
            (t, v) => t with { ContinuityMin = v }),
        .. new ModelKeys(ModelConfig.Embedding, c => c.Embedding, (c, m) => c with { Embedding = m })
            .Embeddings("Who embeds sentences: our hashed words, a GGUF file, a server."),
        .. new ModelKeys(ModelConfig.Sentiment, c => c.Sentiment, (c, m) => c with { Sentiment = m })
            .Texts("Who judges the tone of sentences: the lexicon, a GGUF file, a server."),
        Key("topics.lexicon_file", Text, "Master dictionary of Loughran and McDonald; empty for the shipped words.",
            (c, v) => c with { LexiconFile = v }),
    ];

    private static ConfigKey OfTopics<T>(
        string path, ConfigType<T> type, string description, Func<TopicsOptions, T, TopicsOptions> apply) =>
        Key(path, type, description, (c, v) => c with { Topics = apply(c.Topics, v) });

    private static ConfigKey ApiKey(string provider)
    {
        ConfigKey key = Key($"api_keys.{provider}", Text, $"API key of {provider}; replaying a folder needs none.",
            (c, v) => c with { ApiKeys = c.ApiKeys.SetItem(provider, v) });
        return key with { IsSecret = true, OtherVariable = provider.ToUpperInvariant() + "_API_KEY" };
    }

    private static IEnumerable<ConfigKey> Live() =>
    [
        .. LiveProviders.All.Where(provider => provider.Name != "iqfeed")
            .Select(provider => AddressOf(provider.Name, ProviderAddress)),
        AddressOf("iqfeed", HostAndPort), AddressOf("iqfeed_stream", HostAndPort),
        SeriesOf("fred", "Series fetched from FRED."),
        SeriesOf("nasdaq", "Series fetched from Nasdaq Data Link, as DB/CODE."),
        SeriesOf("cboe", "Indices fetched from CBOE; NAME_PC for put/call volumes."),
        SeriesOf("iqfeed", "Market internals fetched from IQFeed, as NAME=SYMBOL."),
    ];

    private static ConfigKey AddressOf(string provider, ConfigType<Uri?> type) =>
        Key($"addresses.{provider}", type, $"Where {provider} is asked; empty for its own address.",
            (c, v) => c with { Live = c.Live with { Addresses = c.Live.Addresses.SetItem(provider, v) } });

    private static ConfigKey SeriesOf(string provider, string description) =>
        Key($"series.{provider}", Tickers, description,
            (c, v) => c with { Live = c.Live with { Series = c.Live.Series.SetItem(provider, v) } });

    private static T Parsed<T>(ConfigType<T> type, string text)
    {
        try
        {
            return type.Parse(text);
        }
        catch (FormatException e) when (e.Message.Length == 0)
        {
            throw new FormatException("is not " + type.Allowed);
        }
    }
}
