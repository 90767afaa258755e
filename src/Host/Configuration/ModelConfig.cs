namespace Tauric.Host.Configuration;

/// <summary>A section that says which model does something. What does not concern its kind is not looked at.</summary>
/// <param name="Section">Where its keys are, e.g. <c>writer</c>.</param>
/// <param name="Kinds">Allowed; the first one needs no model.</param>
internal sealed record ModelConfig(string Section, IReadOnlyList<string> Kinds)
{
    /// <summary>A GGUF file, in this process.</summary>
    public const string Llama = "llama";

    /// <summary>A server, as OpenAI's is asked.</summary>
    public const string Endpoint = "endpoint";

    /// <summary>Who writes texts.</summary>
    public static readonly ModelConfig Writer = new("writer", ["rules", "embedded", Llama, Endpoint])
    {
        KeyVariable = "LLM_API_KEY",
        UrlVariable = "LLM_BASE_URL",
        NameVariable = "LLM_MODEL",
    };

    /// <summary>Who lays sentences of calls out in the space in which firms are compared.</summary>
    public static readonly ModelConfig Embedding = new("topics.embedding", ["hashed", Llama, Endpoint])
    {
        KeyVariable = "EMBEDDING_API_KEY",
    };

    /// <summary>Who judges the tone of sentences.</summary>
    public static readonly ModelConfig Sentiment = new("topics.sentiment", ["lexicon", Llama, Endpoint])
    {
        KeyVariable = "SENTIMENT_API_KEY",
    };

    /// <summary>Variable that holds the endpoint's key. Each has its own: a key is shown to its server only.</summary>
    public string KeyVariable { get; private init; } = "";

    /// <summary>A name without <c>TAURIC_</c> that is read as <see cref="Url"/> too; null for none.</summary>
    public string? UrlVariable { get; private init; }

    /// <summary>The same for <see cref="Name"/>.</summary>
    public string? NameVariable { get; private init; }

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public string Kind { get; init; } = Kinds[0];

    /// <summary>As given: a file or the name of a model.</summary>
    public string Path { get; init; } = "";

    /// <summary>Lower case; empty when it was not given.</summary>
    public string Sha256 { get; init; } = "";

    public string Url { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary><c>chat</c> or <c>completions</c>.</summary>
    public string Api { get; init; } = "chat";

    public bool Grammar { get; init; }

    /// <summary>Of an endpoint's embeddings.</summary>
    public int Dimensions { get; init; }

    public int ContextTokens { get; init; }

    public int Slots { get; init; }

    /// <summary>0 for as many as suit the kind.</summary>
    public int Lanes { get; init; }

    public int GpuLayers { get; init; }

    public string CpuVariant { get; init; } = "";

    /// <summary><c>stable</c> or <c>fast</c>.</summary>
    public string Mode { get; init; } = "stable";

    /// <summary>What <c>--writer</c> means: a kind, else a GGUF file or the name of a model.</summary>
    public static IEnumerable<(string Path, string Text)> Named(string writer) => Writer.Kinds.Contains(writer)
        ? [("writer.kind", writer)] : [("writer.kind", Llama), ("writer.path", writer)];

    /// <summary>What is missing for its kind, each with its key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Kind == Llama && Path.Length == 0)
            yield return $"{Section}.path: is empty; name a GGUF file, or a model that 'tauric models list' shows";
        if (Kind == Endpoint && Url.Length == 0)
            yield return $"{Section}.url: is empty; give the endpoint's address{Also(UrlVariable)}";
        if (Kind == Endpoint && Name.Length == 0)
            yield return $"{Section}.name: is empty; give the model's name there{Also(NameVariable)}";
        // Told without the value, which may hold a secret.
        if (Url.Length > 0 && (!Uri.TryCreate(Url, UriKind.Absolute, out Uri? url)
            || url.Scheme is not ("http" or "https") || url.UserInfo.Length + url.Query.Length > 0))
        {
            yield return $"{Section}.url: want an address like http://localhost:8080/v1, "
                + "without user, password or query";
        }
    }

    private static string Also(string? variable) => variable is null ? "" : $", also as the variable {variable}";
}
