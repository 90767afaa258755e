using System.Text;
using System.Text.Json.Nodes;
using Tauric.Adapters.Log;
using Tauric.Engine.Columnar;
using Tauric.Host.Tests.Proofs;
using Tauric.Host.Rest;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Tests.Rest;

public sealed class TrainingDataApiTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_decision_is_acknowledged_with_its_context_and_lies_in_the_log()
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path);
        (int status, JsonNode body) = await server.CollectAsync(TestServer.Decision("d-1"));
        Assert.Equal(202, status);
        Assert.Matches("^dataset_[0-9]{8}_000000000000$", (string)body["dataset_id"]!);
        Assert.Equal("d-1", (string)body["decision_context"]!["decision_id"]!);
        Assert.Equal(-0.25, (double)body["decision_context"]!["timeframe_consensus"]!["daily"]!);
        Assert.Null(body["outcome_labels"]);
        Assert.Equal("insufficient data", (string)body["missing"]!["outcome_labels"]!);
        CapturedDecision kept = CapturedDecision.Parse(LogReader.Read(_folder.Path, 0).Single().Payload);
        Assert.Equal(("d-1", 30, 60, 100.5), (kept.DecisionId, kept.LookbackMinutes, kept.LookaheadMinutes,
            kept.Quantity));
    }

    [Fact]
    public async Task The_same_decision_gets_the_same_answer_and_is_stored_once_also_after_a_restart()
    {
        JsonNode first;
        await using (TestServer server = await TestServer.StartAsync(_folder.Path))
        {
            (_, first) = await server.CollectAsync(TestServer.Decision("d-1"), "key-1");
            (int Status, JsonNode Body)[] all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
                server.CollectAsync(TestServer.Decision("d-1"), i % 2 == 0 ? "key-1" : null)));
            Assert.All(all, a => Assert.Equal(first.ToJsonString(), a.Body.ToJsonString()));
        }

        await using TestServer again = await TestServer.StartAsync(_folder.Path);
        Assert.Equal(first.ToJsonString(), (await again.CollectAsync(TestServer.Decision("d-1"), "key-1")).Body
            .ToJsonString());
        JsonNode asked = (await again.CollectAsync("""{"decision_id":"d-1"}""")).Body;
        Assert.Equal(first.ToJsonString(), asked.ToJsonString());
        Assert.Single(LogReader.Read(_folder.Path, 0));
    }

    [Fact]
    public async Task Another_request_under_a_name_that_is_taken_is_refused()
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path);
        await server.CollectAsync(TestServer.Decision("d-1"), "key-1");
        JsonObject changed = TestServer.Decision("d-1");
        changed["decision"]!["quantity"] = 7;
        (int status, JsonNode body) = await server.CollectAsync(changed);
        Assert.Equal((409, "decision_id"), (status, (string)body["errors"]![0]!["field"]!));
        (status, body) = await server.CollectAsync(TestServer.Decision("d-2"), "key-1");
        Assert.Equal((422, "Idempotency-Key"), (status, (string)body["errors"]![0]!["field"]!));
        Assert.Equal(404, (await server.CollectAsync("""{"decision_id":"d-2"}""")).Status);
        Assert.Single(LogReader.Read(_folder.Path, 0));
    }

    [Fact]
    public async Task On_a_disk_that_stands_still_nothing_is_acknowledged_and_too_much_is_told_so()
    {
        using var moves = new ManualResetEventSlim();
        var slow = new LogOptions
        {
            WaitingMax = 4,
            Flush = file =>
            {
                moves.Wait();
                RandomAccess.FlushToDisk(file);
            },
        };
        await using TestServer server = await TestServer.StartAsync(_folder.Path, slow,
            new ServeOptions { RequestTimeMax = TimeSpan.FromSeconds(1) });
        (int Status, JsonNode Body)[] stuck = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            server.CollectAsync(TestServer.Decision($"d-{i}"))));
        Assert.Equal([429, 503], stuck.Select(s => s.Status).Distinct().Order());
        Assert.Equal(0, server.Log.Next);
        moves.Set();
        for (int i = 0; i < 20; i++)
        {
            int status = 429;   // What stood in line is still being stored.
            while (status == 429) status = (await server.CollectAsync(TestServer.Decision($"d-{i}"))).Status;
            Assert.Equal(202, status);
        }

        Assert.Equal(20, LogReader.Read(_folder.Path, 0)
            .Select(r => CapturedDecision.Parse(r.Payload).DecisionId).Distinct().Count());
        Assert.Equal(20, server.Log.Next);
    }

    [Fact]
    public async Task A_full_disk_refuses_and_with_room_the_same_server_stores()
    {
        string folder = Directory.CreateDirectory(_folder.Below("small")).FullName;
        using var mount = new Adapters.Tests.Mount(folder, "1m");
        await using TestServer server = await TestServer.StartAsync(Path.Combine(folder, "log"));
        Assert.Equal(202, (await server.CollectAsync(TestServer.Decision("before"))).Status);
        FillUp(Path.Combine(folder, "ballast"));
        int refused = 0;
        for (int i = 0; i < 40; i++)
        {
            int status = (await server.CollectAsync(TestServer.Decision($"full-{i}"))).Status;
            Assert.Contains(status, (int[])[202, 503]);
            if (status == 503) refused++;
        }

        Assert.True(refused > 0);
        Assert.Equal(41 - refused, LogReader.Read(Path.Combine(folder, "log"), 0).Count());
        File.Delete(Path.Combine(folder, "ballast"));
        for (int i = 0; i < 40; i++)
            Assert.Equal(202, (await server.CollectAsync(TestServer.Decision($"full-{i}"))).Status);
        Assert.Equal(41, LogReader.Read(Path.Combine(folder, "log"), 0).Count());
    }

    [Fact]
    public async Task An_outcome_is_labelled_and_a_fill_without_price_is_named()
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path);
        const string outcome = """
            {"side":"SELL","ordered_quantity":100,"decision_mid":50,"arrival_mid":50,"end_price":49.9,
            "fills":[{"price":50,"quantity":100}]}
            """;
        (int status, JsonNode body) = await server.PostAsync("/label-outcome", outcome);
        Assert.Equal((200, "GOOD"), (status, (string)body["outcome_labels"]!["decision_outcome"]!));
        (status, body) = await server.PostAsync("/label-outcome",
            outcome.Replace("\"price\":50,", "", StringComparison.Ordinal));
        Assert.Equal((400, "fills[0].price"), (status, (string)body["errors"]![0]!["field"]!));
    }

    [Fact]
    public async Task Features_come_as_JSON_or_as_an_Arrow_stream_with_the_same_values()
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path, answers: new TwoFeatures());
        const string market = """
            {"raw_data":{"symbol":"AAPL"},"decision_context":
            {"decision_id":"d","decision_timestamp":"2026-03-05T13:30:00Z"}}
            """;
        JsonNode json = (await server.PostAsync("/engineer-features", market)).Body["feature_vector"]!;
        Assert.Equal(0.25, (double)json["technical_features"]!["rsi_14"]!);
        using var request = new HttpRequestMessage(HttpMethod.Post, TrainingDataApi.Root + "/engineer-features")
        {
            Content = TestServer.Json(market),
            Headers = { { "Accept", FeatureMatrix.ContentType } },
        };
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        Assert.Equal(FeatureMatrix.ContentType, answer.Content.Headers.ContentType?.MediaType);
        using var reader = new IpcReader(await answer.Content.ReadAsByteArrayAsync(), "answer");
        using RecordBatch batch = reader.Next()!;
        Assert.Equal(["rsi_14", "var_95"], batch.Schema.Fields.Select(f => f.Name));
        Assert.Equal(0.25, batch["rsi_14"].Values<double>()[0]);
        Assert.True(batch["var_95"].IsNull(0));
    }

    private sealed class TwoFeatures : IDecisionAnswers
    {
        public DecisionAnswer Of(CapturedDecision decision, long received) => new();

        public byte[]? Document(CacheKey key) => null;

        public FeatureEngineeringResponse EngineerFeatures(FeatureEngineeringRequest request) => new()
        {
            FeatureVector = new FeatureVector
            {
                TechnicalFeatures = new Dictionary<string, double?> { ["rsi_14"] = 0.25 },
                RiskFeatures = new Dictionary<string, double?> { ["var_95"] = null },
            },
            FeatureMetadata = new FeatureMetadata
            {
                FeatureNames = ["rsi_14", "var_95"],
                FeatureTypes = ["technical", "risk"],
            },
            DataQualityMetrics = [],
        };
    }

    [Fact]
    public async Task Market_data_out_of_order_is_refused_at_its_row()
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path);
        (int status, JsonNode body) = await server.PostAsync("/engineer-features", """
            {"raw_data":{"symbol":"AAPL","trades":[{"event_time":"2026-03-05T13:30:01Z","price":1,"size":1},
            {"event_time":"2026-03-05T13:30:00Z","price":1,"size":1}]},
            "decision_context":{"decision_id":"d","decision_timestamp":"2026-03-05T13:30:00Z"}}
            """);
        Assert.Equal((400, "raw_data.trades[1].event_time"), (status, (string)body["errors"]![0]!["field"]!));
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_to_wait()
    {
        await using TestServer server =
            await TestServer.StartAsync(_folder.Path, options: new ServeOptions { RequestsPerSecondMax = 5 });
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            server.Client.GetAsync(TrainingDataApi.Root + "/datasets/RISK_PREDICTION")));
        HttpResponseMessage tooMany = answers.First(a => (int)a.StatusCode == 429);
        Assert.Equal("1", tooMany.Headers.GetValues("Retry-After").Single());
        Assert.Contains(answers, a => a.IsSuccessStatusCode);
    }

    private static void FillUp(string path)
    {
        using FileStream file = File.Create(path);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
