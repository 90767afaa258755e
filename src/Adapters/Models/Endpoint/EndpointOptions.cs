using System.Text;
using Tauric.Engine;

namespace Tauric.Adapters.Models.Endpoint;

/// <summary>Where an OpenAI-compatible server is, and how to treat it.</summary>
public sealed record EndpointOptions
{
    /// <param name="url">Up to and with the version: <c>http://localhost:8080/v1</c>.</param>
    /// <param name="model">Name of the model there.</param>
    /// <exception cref="PlanException">The address is none, or holds what may be a secret.</exception>
    public EndpointOptions(string url, string model)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? parsed)
            || parsed.Scheme is not ("http" or "https"))
            throw new PlanException($"'{url}' is no address of an endpoint; give one like http://localhost:8080/v1");
        if (parsed.UserInfo.Length + parsed.Query.Length + parsed.Fragment.Length > 0)
            throw new PlanException(
                $"The address of the endpoint at {parsed.Host} may hold no user, password, query or fragment: it is "
                + "shown and recorded. A key goes in the variable LLM_API_KEY.");
        (Url, Model) = (parsed, model);
    }

    /// <summary>Ends in a slash.</summary>
    public Uri Url { get; }

    public string Model { get; }

    public ApiKey? Key { get; init; }

    /// <summary>
    /// Asks <c>chat/completions</c>, with the instruction as the system's words; else <c>completions</c>.
    /// </summary>
    public bool IsChat { get; init; } = true;

    /// <summary>Sends <c>grammar</c>, <c>top_k</c> and <c>min_p</c> as llama.cpp's server takes them.</summary>
    public bool HasGrammar { get; init; }

    /// <summary>Most exchanges at once; how many there are is found out.</summary>
    public int ConnectionsMax { get; init; } = 16;

    /// <summary>Of one request, the first included.</summary>
    public int AttemptsMax { get; init; } = 6;

    /// <summary>Of one attempt, to the last byte of its answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Before the second attempt; doubles with each, up to a minute.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait that a server may ask for by <c>Retry-After</c>.</summary>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>A secret that prints as <c>***</c>.</summary>
public sealed class ApiKey
{
    private readonly string _value;

    /// <exception cref="UsageException">It cannot be sent in a header.</exception>
    public ApiKey(string value)
    {
        if (value.Length == 0 || !value.All(c => c is > ' ' and <= '~')) throw new UsageException(
            "The API key is empty or holds spaces or characters that no header can carry.");
        _value = value;
    }

    /// <summary>The value of an <c>Authorization</c> header.</summary>
    internal string Header => "Bearer " + _value;

    internal string Value => _value;

    public override string ToString() => "***";

    /// <summary>A text of the server's without the key, which it may have echoed.</summary>
    internal string Redact(string text) => new StringBuilder(text).Replace(_value, "***").ToString();
}
