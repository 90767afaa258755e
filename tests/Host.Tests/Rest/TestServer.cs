using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Tauric.Adapters.Log;
using Tauric.Host.Rest;
using Tauric.Pipelines.Decisions;

namespace Tauric.Host.Tests.Rest;

/// <summary>The service in this process, on a port of its own, asked over its socket.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string Key = "a-key-of-a-test-0123456789";

    private readonly RestServer _server;

    private TestServer(RestServer server, RecordLog log, List<Exception> bugs) =>
        (_server, Log, Bugs) = (server, log, bugs);

    public RecordLog Log { get; }

    public List<Exception> Bugs { get; }

    public HttpClient Client { get; private set; } = new();

    public Uri Address => _server.Address;

    public IEnumerable<Microsoft.AspNetCore.Http.Endpoint> Endpoints => _server.Endpoints;

    public static async Task<TestServer> StartAsync(string folder, LogOptions? log = null, ServeOptions? options = null,
        IDecisionAnswers? answers = null, TimeProvider? clock = null)
    {
        var opened = new RecordLog(folder, log ?? new LogOptions(), clock ?? TimeProvider.System);
        List<Exception> bugs = [];
        var server = new TestServer(new RestServer((options ?? new ServeOptions()) with { ApiKeys = [Key] }, opened,
            Path.Combine(folder, "events"), answers ?? new NoDecisionAnswers(),
            clock ?? TimeProvider.System, bugs.Add), opened, bugs);
        await server._server.StartAsync(default);
        server.Client = ClientOf(server.Address, Key);
        return server;
    }

    public static HttpClient ClientOf(Uri address, string key) => new()
    {
        BaseAddress = address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    /// <summary>A request that captures a decision.</summary>
    public static JsonObject Decision(string id) => new()
    {
        ["decision_id"] = id,
        ["lookback_minutes"] = 30,
        ["decision"] = new JsonObject
        {
            ["symbol"] = "AAPL",
            ["side"] = "BUY",
            ["quantity"] = 100.5,
            ["decision_timestamp"] = "2026-03-05T13:30:00.25Z",
            ["signal_strength"] = 0.5,
            ["confidence_score"] = 0.9,
            ["risk_score"] = 0.1,
            ["position_size"] = 1000,
            ["decision_reasoning"] = "a breakout; \"quoted\" – ünïcode",
            ["timeframe_consensus"] = new JsonObject { ["1min"] = 0.5, ["daily"] = -0.25 },
        },
    };

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public Task<(int Status, JsonNode Body)> CollectAsync(JsonNode request, string? idempotencyKey = null) =>
        CollectAsync(request.ToJsonString(), idempotencyKey);

    public async Task<(int Status, JsonNode Body)> CollectAsync(string request, string? idempotencyKey = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, TrainingDataApi.Root + "/collect")
        {
            Content = Json(request),
        };
        if (idempotencyKey is not null) message.Headers.Add("Idempotency-Key", idempotencyKey);
        using HttpResponseMessage response = await Client.SendAsync(message);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <param name="path">Below the root of the service.</param>
    public async Task<(int Status, JsonNode Body)> PostAsync(string path, string request)
    {
        using HttpResponseMessage response = await Client.PostAsync(TrainingDataApi.Root + path, Json(request));
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        Log.Dispose();
        Assert.Empty(Bugs);
    }
}
