namespace Tauric.Host.Configuration;

/// <summary>Section <c>writer</c>: the model that writes. What does not concern its kind is not looked at.</summary>
internal sealed record WriterConfig
{
    public static readonly string[] Kinds = ["rules", "embedded", "llama", "endpoint"];

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public string Kind { get; init; } = "rules";

    /// <summary>As given: a file or the name of a model.</summary>
    public string Path { get; init; } = "";

    /// <summary>Lower case; empty when it was not given.</summary>
    public string Sha256 { get; init; } = "";

    public string Url { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary><c>chat</c> or <c>completions</c>.</summary>
    public string Api { get; init; } = "chat";

    public bool Grammar { get; init; }

    public int ContextTokens { get; init; }

    public int Slots { get; init; }

    /// <summary>0 for as many as suit the kind.</summary>
    public int Lanes { get; init; }

    public int GpuLayers { get; init; }

    public string CpuVariant { get; init; } = "";

    /// <summary><c>stable</c> or <c>fast</c>.</summary>
    public string Mode { get; init; } = "stable";

    /// <summary>What <c>--writer</c> means: a kind, else a GGUF file or the name of a model.</summary>
    public static IEnumerable<(string Path, string Text)> Named(string writer) => Kinds.Contains(writer)
        ? [("writer.kind", writer)] : [("writer.kind", "llama"), ("writer.path", writer)];

    /// <summary>What is missing for its kind, each with its key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Kind == "llama" && Path.Length == 0)
            yield return "writer.path: is empty; name a GGUF file, or a model that 'tauric models list' shows";
        if (Kind == "endpoint" && Url.Length == 0)
            yield return "writer.url: is empty; give the endpoint's address, also as the variable LLM_BASE_URL";
        if (Kind == "endpoint" && Name.Length == 0)
            yield return "writer.name: is empty; give the model's name there, also as the variable LLM_MODEL";
        // Told without the value, which may hold a secret.
        if (Url.Length > 0 && (!Uri.TryCreate(Url, UriKind.Absolute, out Uri? url)
            || url.Scheme is not ("http" or "https") || url.UserInfo.Length + url.Query.Length > 0))
            yield return "writer.url: want an address like http://localhost:8080/v1, without user, password or query";
    }
}
