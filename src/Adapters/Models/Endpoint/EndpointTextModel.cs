using System.Buffers;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Models.Endpoint;

/// <summary>
/// A model behind an OpenAI-compatible server: <c>chat/completions</c> or <c>completions</c>, one exchange a request,
/// not streamed. What it answers may depend on what else the server does: not stable.
/// </summary>
public sealed class EndpointTextModel : ITextModel
{
    private readonly EndpointOptions _options;
    private readonly EndpointClient _client;

    public EndpointTextModel(EndpointOptions options, TimeProvider? clock = null)
    {
        _options = options;
        _client = new EndpointClient(options, clock ?? TimeProvider.System);
        string api = options.IsChat ? "chat" : "completions";
        string grammar = options.HasGrammar ? " with grammar" : "";
        Traits = new TextModelTraits(options.Model, $"endpoint {options.Url} {options.Model} {api}{grammar}",
            Lanes: options.ConnectionsMax, GroupMax: 1, IsStable: false);
    }

    public TextModelTraits Traits { get; }

    public async Task<IReadOnlyList<TextAnswer>> AnswerAsync(
        IReadOnlyList<TextRequest> requests, Action<TextAnswer> answered, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        return await Task.WhenAll(requests.Select(async request =>
        {
            TextAnswer answer = await AnswerAsync(request, cancelled).ConfigureAwait(false);
            answered(answer);
            return answer;
        })).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    private async Task<TextAnswer> AnswerAsync(TextRequest request, CancellationToken cancelled)
    {
        if (request.Instruction.Length + request.Prefix.Length + request.Suffix.Length == 0)
            return Refused("there is no text in the request");
        ReadOnlyMemory<byte> json = Body(request);
        ulong key = Hash256.Of(json.Span).Second;
        try
        {
            string path = _options.IsChat ? "chat/completions" : "completions";
            return await _client.PostAsync(path, json, Read, key, cancelled).ConfigureAwait(false);
        }
        catch (RefusedException e)
        {
            return Refused(e.Message);
        }
    }

    private ReadOnlyMemory<byte> Body(TextRequest request)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes))
        {
            TextParameters p = request.Parameters;
            json.WriteStartObject();
            json.WriteString("model", _options.Model);
            if (_options.IsChat) WriteMessages(json, request);
            else json.WriteString("prompt", Prompt(request));
            json.WriteNumber("max_tokens", p.TokensMax);
            json.WriteNumber("temperature", p.Temperature);
            json.WriteNumber("top_p", p.TopP);
            json.WriteNumber("seed", (long)((p.Seed ^ (p.Seed >> 32)) & int.MaxValue));   // Servers take 31 bits.
            if (_options.HasGrammar) WriteGrammar(json, request);
            json.WriteBoolean("stream", false);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private static void WriteMessages(Utf8JsonWriter json, TextRequest request)
    {
        json.WriteStartArray("messages");
        if (request.Instruction.Length > 0) WriteMessage(json, "system", request.Instruction);
        WriteMessage(json, "user", request.Prefix + request.Suffix);
        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }

    private static void WriteGrammar(Utf8JsonWriter json, TextRequest request)
    {
        if (request.Grammar is { } grammar) json.WriteString("grammar", grammar);
        json.WriteNumber("top_k", request.Parameters.TopK);
        json.WriteNumber("min_p", request.Parameters.MinP);
    }

    private static string Prompt(TextRequest request) =>
        string.Join("\n\n", new[] { request.Instruction, request.Prefix + request.Suffix }.Where(t => t.Length > 0));

    private TextAnswer Read(JsonElement answer)
    {
        JsonElement choice = Member(answer, "choices", JsonValueKind.Array)[0];
        string ended = choice.TryGetProperty("finish_reason", out JsonElement reason)
            && reason.ValueKind == JsonValueKind.String ? reason.GetString()! : "stop";
        if (ended == "content_filter") return Refused("the server's content filter withheld the answer");
        string text = Member(_options.IsChat ? Member(choice, "message", JsonValueKind.Object) : choice,
            _options.IsChat ? "content" : "text", JsonValueKind.String).GetString()!;
        (int prompt, int tokens) = answer.TryGetProperty("usage", out JsonElement usage)
            ? (Count(usage, "prompt_tokens"), Count(usage, "completion_tokens")) : (0, 0);
        return new TextAnswer(text, ended == "length" ? AnswerEnd.Length : AnswerEnd.Stop, prompt, tokens);
    }

    private static JsonElement Member(JsonElement of, string name, JsonValueKind kind)
    {
        if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(name, out JsonElement member)
            || member.ValueKind != kind || (kind == JsonValueKind.Array && member.GetArrayLength() == 0))
            throw new FormatException($"no '{name}' where it belongs");
        return member;
    }

    private static int Count(JsonElement usage, string name) => usage.ValueKind == JsonValueKind.Object
        && usage.TryGetProperty(name, out JsonElement count) && count.ValueKind == JsonValueKind.Number
        && count.TryGetInt32(out int value) && value > 0 ? value : 0;

    private static TextAnswer Refused(string why) => new("", AnswerEnd.Refused, 0, 0, why);
}
