using static Tauric.Host.Configuration.ConfigTypes;

namespace Tauric.Host.Configuration;

/// <summary>The settings of a model, below the section it is configured in.</summary>
/// <param name="model">The section, with its defaults.</param>
internal sealed class ModelKeys(
    ModelConfig model, Func<TauricConfig, ModelConfig> get, Func<TauricConfig, ModelConfig, TauricConfig> set)
{
    /// <summary>Settings of a model that writes or judges texts.</summary>
    /// <param name="kind">What its kind decides.</param>
    public IEnumerable<ConfigKey> Texts(string kind) =>
    [
        .. Where(kind),
        Key("api", Choice(["chat", "completions"]), "What the endpoint is asked for.", (m, v) => m with { Api = v }),
        Key("grammar", Flag, "Send grammars to the endpoint, as llama.cpp's server takes them.",
            (m, v) => m with { Grammar = v }),
        Key("slots", Integer(1, 254), "Answers written side by side in a lane.", (m, v) => m with { Slots = v }),
        .. How,
    ];

    /// <summary>Settings of a model that embeds.</summary>
    public IEnumerable<ConfigKey> Embeddings(string kind) =>
    [
        .. Where(kind),
        Key("dimensions", Integer(1, 1 << 16), "Numbers of an embedding of the endpoint's.",
            (m, v) => m with { Dimensions = v }),
        .. How,
    ];

    private IEnumerable<ConfigKey> Where(string kind) =>
    [
        Key("kind", Choice([.. model.Kinds], ("gguf", $"a GGUF file is called {ModelConfig.Llama} here")), kind,
            (m, v) => m with { Kind = v }),
        Key("path", Text, "GGUF file, or a name 'tauric models list' shows.", (m, v) => m with { Path = v }),
        Key("sha256", OptionalSha256, "Of the file; empty to take it as it is.", (m, v) => m with { Sha256 = v }),
        Key("url", Text, $"Address of an OpenAI-compatible endpoint, up to /v1; its key is in {model.KeyVariable}.",
            (m, v) => m with { Url = v }) with { OtherVariable = model.UrlVariable },
        Key("name", Text, "Name of the model at the endpoint.", (m, v) => m with { Name = v })
            with { OtherVariable = model.NameVariable },
    ];

    private IEnumerable<ConfigKey> How =>
    [
        Key("context", Integer(64, 1 << 20), "Most tokens of a text, or of a prompt and its answer.",
            (m, v) => m with { ContextTokens = v }),
        Key("lanes", Integer(0, 256), "Worked on at once; 0 for one a worker, 16 at an endpoint.",
            (m, v) => m with { Lanes = v }),
        Key("gpu_layers", Integer(-1, 10_000), "Layers computed on a GPU, -1 for all: not stable.",
            (m, v) => m with { GpuLayers = v }),
        Key("cpu_variant", Text, "Build of the processor's code: empty for the pinned one, a name, or auto.",
            (m, v) => m with { CpuVariant = v }),
        Key("mode", Choice(["stable", "fast"]), "stable: the same bytes in any company; fast: not.",
            (m, v) => m with { Mode = v }),
    ];

    private ConfigKey Key<T>(
        string name, ConfigType<T> type, string description, Func<ModelConfig, T, ModelConfig> apply) =>
        ConfigKeys.Key($"{model.Section}.{name}", type, description, (c, v) => set(c, apply(get(c), v)));
}
