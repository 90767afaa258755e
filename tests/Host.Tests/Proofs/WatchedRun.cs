using System.Text.Json.Nodes;
using Tauric.Adapters.Tests;
using Tauric.Adapters.Tests.Models.Endpoint;
using Tauric.Host.Rest;
using Tauric.Host.Sample;
using Tauric.Host.Tests.Rest;

namespace Tauric.Host.Tests.Proofs;

/// <summary>
/// The service with a few requests and a run that waits for its model, both scraped by a real Prometheus and sending
/// to a collector; secrets are planted wherever there is room for one. Then the model answers and both end.
/// </summary>
public sealed class WatchedRun : IAsyncLifetime
{
    public const string Secret = "example-hunter2-planted";
    public const int Collected = 5;

    private readonly ScratchFolder _folder = new();
    private readonly ManualResetEventSlim _asked = new(), _released = new();
    private readonly LoopbackServer _model;
    private readonly LoopbackServer _collector = new(_ => new Reply(200, ""));
    public WatchedRun() => _model = new LoopbackServer(_ =>
    {
        _asked.Set();
        _released.Wait();
        return new Reply(200, """
            {"choices":[{"message":{"content":"no"}}],"usage":{"prompt_tokens":7,"completion_tokens":1}}
            """);
    });

    /// <summary>What Prometheus answered to each question while the run waited for its model.</summary>
    public Dictionary<string, double?> Seen { get; } = [];

    /// <summary>Pages of the service and the run.</summary>
    public List<string> Pages { get; } = [];

    /// <summary>Bodies the collector got, by path.</summary>
    public ILookup<string, string> Sent => _collector.Requests.ToLookup(r => r.Path, r => r.Body);

    internal Outcome Run { get; private set; } = new(0, "", "");

    internal Outcome Service { get; private set; } = new(0, "", "");

    public string Root => _folder.Below("run");

    public async ValueTask InitializeAsync()
    {
        if (PrometheusServer.Missing is not null) return;
        Directory.CreateDirectory(_folder.Below("service"));
        (string, string)[] telemetry =
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Url + "/" + Secret),
            ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + Secret),
        ];
        using ServerProcess service =
            await ServerProcess.StartAsync(_folder.Below("service"), ["--log-format", "json"], telemetry);
        await AskService(service.Client);
        string metrics = $"127.0.0.1:{LoopbackPort.Free()}";
        using TauricProcess run = StartRun(metrics.Split(':')[1], telemetry);
        string served = service.Client.BaseAddress!.Authority;
        using var prometheus = new PrometheusServer(("service", served), ("run", metrics));
        _asked.Wait();
        Pages.Add(await service.Client.GetStringAsync("/metrics"));
        using var client = new HttpClient();
        Pages.Add(await client.GetStringAsync($"http://{metrics}/metrics"));
        foreach ((string question, Func<double, bool> isExpected) in TelemetryTests.Questions)
            Seen.Add(question, await prometheus.QueryAsync(question, isExpected));
        _released.Set();
        Run = run.Wait();
        Service = service.Stop();
    }

    public ValueTask DisposeAsync()
    {
        _released.Set();
        _model.Dispose();
        _collector.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private TauricProcess StartRun(string port, (string, string)[] telemetry)
    {
        string input = _folder.Below("input");
        SampleGenerator.Write(input, new SampleOptions(3, new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 8), ["AAPL"])
        {
            NewsScale = .3,
            PriceLookback = 100,
        });
        return TauricProcess.Start(_folder.Path, ["run", "corpus", "--root", Root, "--input", input,
            "--writer", "endpoint", "--metrics-port", port, "--log-format", "json"],
            [("LLM_BASE_URL", _model.Url + "/v1"), ("LLM_MODEL", "m"), ("LLM_API_KEY", Secret),
                ("TAURIC_API_KEYS_FRED", Secret), ("WRDS_URL", "Host=h;Password=" + Secret),
                ("TAURIC_CORPUS_TICKERS", "AAPL"), ("TAURIC_PIPELINE_VARIATION_COUNT", "2"),
                ("TAURIC_PIPELINE_TOKEN_BUDGET", "2048"), ("TAURIC_LABELS_SHARE_TOLERANCE", "1"), .. telemetry]);
    }

    private static async Task AskService(HttpClient client)
    {
        for (int i = 0; i < Collected; i++)
        {
            JsonObject decision = TestServer.Decision($"{Secret}-{i}");
            using HttpResponseMessage stored = await client.PostAsync(
                TrainingDataApi.Root + "/collect", TestServer.Json(decision.ToJsonString()));
            Assert.Equal(202, (int)stored.StatusCode);
        }

        using HttpClient stranger = TestServer.ClientOf(client.BaseAddress!, Secret);
        Assert.Equal(401, (int)(await stranger.GetAsync(TrainingDataApi.Root + "/events?offset=0")).StatusCode);
        for (int i = 0; i < 3; i++)
            Assert.Equal(404, (int)(await stranger.GetAsync($"/{Secret}-{i}?key={Secret}")).StatusCode);
    }
}
