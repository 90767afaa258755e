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
        Key("db_url", DatabaseUrl, "Catalog database; empty for the embedded one.", (c, v) => c with { DbUrl = v })
            with { IsSecret = true },
        Key("storage_backend", Choice(["local"], ("s3", "S3 is not in this build: it comes with Services; use local")),
            "Where objects are stored.", (c, v) => c with { StorageBackend = v })
            with { OtherVariable = "STORAGE_BACKEND" },
        Key("s3_bucket", Text, "Bucket, when storage_backend is s3.", (c, v) => c with { S3Bucket = v })
            with { OtherVariable = "S3_BUCKET" },

        ApiKey("finnhub"), ApiKey("google_news"), ApiKey("fmp"), ApiKey("eodhd"),
        ApiKey("fred"), ApiKey("simfin"), ApiKey("polygon"), ApiKey("nasdaq"),

        Key("llm.provider", Choice(["rules"], ("openai", NoModels), ("llama", NoModels)), "Who writes theses.",
            (c, v) => c with { LlmProvider = v }),
        Key("llm.model", Text, "Model name.", (c, v) => c with { LlmModel = v }),
        Key("llm.batch_size", Integer(1, 4096), "Prompts a model sees at once.", (c, v) => c with { LlmBatchSize = v }),

        Key("pipeline.variation_count", Integer(), "Prompts per ticker and day.",
            (c, v) => c with { Corpus = c.Corpus with { VariationCount = v } }),
        Key("pipeline.token_budget", Integer(), "Most tokens a prompt may have.",
            (c, v) => c with { Corpus = c.Corpus with { TokenBudget = v } }),
        Key("pipeline.seed", Seed, "Seed of every random choice.",
            (c, v) => c with { Corpus = c.Corpus with { Seed = v } }),
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

    private const string NoModels = "models are not in this build: they come with Inference; use rules";

    private static readonly Dictionary<string, ConfigKey> s_byPath =
        All.ToDictionary(k => k.Path, StringComparer.Ordinal);

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

    private static ConfigKey Key<T>(
        string path, ConfigType<T> type, string description, Func<TauricConfig, T, TauricConfig> apply) =>
        new(path, description, type.Allowed, (config, text) => apply(config, Parsed(type, text)));

    private static ConfigKey ApiKey(string provider)
    {
        ConfigKey key = Key($"api_keys.{provider}", Text, $"API key of {provider}; replaying a folder needs none.",
            (c, v) => c with { ApiKeys = c.ApiKeys.SetItem(provider, v) });
        return key with { IsSecret = true };
    }

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
