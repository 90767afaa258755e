using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Tauric.Adapters.Log;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Host.Rest;
using Tauric.Host.Tests.Rest;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Requests nobody should send, over real sockets: each its status, nothing stored, the server up.</summary>
public sealed class HostileRequestTests : IDisposable
{
    private const string Collect = TrainingDataApi.Root + "/collect";
    private const int Attackers = 8;

    private static readonly ServeOptions s_options =
        new() { Symbols = new SortedSet<string> { "AAPL" }, RequestsPerSecondMax = 1_000_000 };

    private static readonly string[] s_injections =
    [
        "'; DROP TABLE decisions; --", "1' OR '1'='1", "../../etc/passwd", "..\\..\\boot.ini", "%2e%2e%2f", "a/b",
        "a\\b", "a,b", "a\"b", "<script>", "$(id)", "`id`", "a\nb", "a\0b", "\u202e", "", " ", new string('a', 129),
    ];

    private readonly ScratchFolder _folder = new();

    /// <summary>What is sent, and the statuses that are right for it.</summary>
    private sealed record Attack(HttpRequestMessage Request, params int[] Statuses);

    private delegate Attack Make(ref CounterRandom random);

    private static readonly Make[] s_attacks =
    [
        Oversized, Deep, Injected, WrongSide, NoNumber, Negative, OutOfRange, UnknownSymbol, UnknownMember, Twice,
        Missing, WrongType, Cut, Noise, OtherDecision, WithoutKey, WrongKey, WrongPath, WrongMethod, WrongContent,
        WrongDataset, WrongIdempotencyKey, BadMap, BadTime, BadMarket, Surrogate,
        BadOutcome,
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Generated_attacks_get_the_right_status_and_store_nothing()
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path, options: s_options);
        Assert.Equal(202, (await server.CollectAsync(TestServer.Decision("taken"))).Status);
        int each = Torture.Or(108_000, 2700) / Attackers;
        await Task.WhenAll(Enumerable.Range(0, Attackers).Select(a => Task.Run(() => Send(server, a, each))));
        Assert.Equal(202, (await server.CollectAsync(TestServer.Decision("after"))).Status);
        Assert.Equal(["taken", "after"], LogReader.Read(_folder.Path, 0)
            .Select(r => CapturedDecision.Parse(r.Payload).DecisionId));
        using HttpResponseMessage health = await server.Client.GetAsync("/health");
        Assert.True(health.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Clients_that_send_slowly_are_cut_while_others_are_served()
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path,
            options: s_options with { RequestTimeMax = TimeSpan.FromSeconds(2) });
        string head = $"POST {Collect} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {TestServer.Key}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{";
        Task<string>[] slow =
            [.. Enumerable.Range(0, 40).Select(i => Raw(server.Address, head[..(i % 2 == 0 ? ^0 : 40)]))];
        for (int i = 0; i < 20; i++)
            Assert.Equal(202, (await server.CollectAsync(TestServer.Decision($"d-{i}"))).Status);
        string[] answers = await Task.WhenAll(slow);
        Assert.All(answers, a =>
            Assert.True(a.Length == 0 || a.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), a));
        Assert.Contains(answers, a => a.Contains("The request came too slowly.", StringComparison.Ordinal));
        Assert.Equal(20, server.Log.Next);
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n", "400")]
    [InlineData("GET /health HTTP/9.9\r\nHost: a\r\n\r\n", "505")]
    [InlineData("GET /health HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n", "400")]
    [InlineData("GET /health HTTP/1.1\r\n\r\n", "400")]
    [InlineData("POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "400")]
    public async Task What_is_no_HTTP_is_refused(string sent, string status)
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path);
        Assert.StartsWith("HTTP/1.1 " + status, await Raw(server.Address, sent), StringComparison.Ordinal);
        using HttpResponseMessage health = await server.Client.GetAsync("/health");
        Assert.True(health.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path);
        string sent = "GET /health HTTP/1.1\r\nHost: a\r\nX: " + new string('x', 100_000) + "\r\n\r\n";
        Assert.StartsWith("HTTP/1.1 431", await Raw(server.Address, sent), StringComparison.Ordinal);
    }

    private static async Task Send(TestServer server, int attacker, int count)
    {
        CounterRandom random = CounterRandom.For(11, "attacks", $"{attacker}");
        using HttpClient client = new() { BaseAddress = server.Address };
        for (int i = 0; i < count; i++)
        {
            Make make = s_attacks[i % s_attacks.Length];
            Attack attack = make(ref random);
            bool isOurs = attack.Request.Headers.Contains("X-API-Key");
            if (!isOurs) attack.Request.Headers.Add("X-API-Key", TestServer.Key);
            else if (attack.Request.Headers.GetValues("X-API-Key").Single() == "-")
                attack.Request.Headers.Remove("X-API-Key");
            using HttpResponseMessage answer = await client.SendAsync(attack.Request);
            string text = await answer.Content.ReadAsStringAsync();
            Assert.True(attack.Statuses.Contains((int)answer.StatusCode),
                $"{make.Method.Name}: {(int)answer.StatusCode} {text}");
            attack.Request.Dispose();
            // A zero in a path is refused before it is ours to answer.
            if (text.Length == 0 && make == WrongDataset) continue;
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal((int)answer.StatusCode, (int)JsonNode.Parse(text)!["status"]!);
        }
    }

    private static Attack Oversized(ref CounterRandom random)
    {
        JsonObject request = Valid(ref random);
        request["decision"]!["decision_reasoning"] = new string('x', 65_536 + random.NextInt(100_000));
        return Post(request.ToJsonString(), 413);
    }

    private static Attack Deep(ref CounterRandom random)
    {
        int depth = 9 + random.NextInt(20_000);
        return Post("{\"decision\":" + new string('[', depth) + new string(']', depth) + "}", 400);
    }

    private static Attack Injected(ref CounterRandom random)
    {
        JsonObject request = Valid(ref random);
        string text = s_injections[random.NextInt(s_injections.Length)];
        int where = random.NextInt(4);
        if (where == 0) request["decision_id"] = text;
        else request["decision"]![where switch { 1 => "symbol", 2 => "side", _ => "execution_algorithm" }] = text;
        return Post(request.ToJsonString(), 400);
    }

    private static Attack WrongSide(ref CounterRandom random) => With(ref random, "side",
        (ReadOnlySpan<string>)["\"HOLD\"", "\"buy\"", "\"1\"", "1", "null", "[]", "\"BUY,SELL\"", "true"]);

    private static Attack NoNumber(ref CounterRandom random) => With(ref random, Number(ref random),
        (ReadOnlySpan<string>)["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "\"NaN\"", "\"1\"", "0x10", "null",
            "1e", "+1", "01", ".5", "{}"]);

    private static Attack Negative(ref CounterRandom random)
    {
        JsonObject request = Valid(ref random);
        request[random.NextInt(2) == 0 ? "lookback_minutes" : "lookahead_minutes"] = -random.NextInt(int.MaxValue);
        return Post(request.ToJsonString(), 400);
    }

    private static Attack OutOfRange(ref CounterRandom random) => random.NextInt(2) == 0
        ? With(ref random, "quantity", (ReadOnlySpan<string>)["0", "-1", "1e16", "-0.0", "1e-300"])
        : With(ref random, "confidence_score", (ReadOnlySpan<string>)["1.0000001", "-0.1", "1e300"]);

    private static Attack UnknownSymbol(ref CounterRandom random)
    {
        JsonObject request = Valid(ref random);
        request["decision"]!["symbol"] = $"NO{random.NextInt(1000)}";
        return Post(request.ToJsonString(), 400);
    }

    private static Attack UnknownMember(ref CounterRandom random)
    {
        JsonObject request = Valid(ref random);
        (random.NextInt(2) == 0 ? request : request["decision"]!)[$"__proto_{random.NextInt(100)}"] = 1;
        return Post(request.ToJsonString(), 400);
    }

    private static Attack Twice(ref CounterRandom random)
    {
        string text = Valid(ref random).ToJsonString();
        return Post(random.NextInt(2) == 0
            ? text.Insert(1, "\"decision_id\":\"x\",")
            : text.Replace("\"1min\":", "\"1min\":1,\"1min\":", StringComparison.Ordinal), 400);
    }

    private static Attack Missing(ref CounterRandom random)
    {
        JsonObject request = Valid(ref random);
        var decision = (JsonObject)request["decision"]!;
        string[] required = ["symbol", "side", "quantity", "decision_timestamp", "signal_strength", "confidence_score",
            "risk_score", "position_size"];
        int which = random.NextInt(required.Length + 1);
        if (which == required.Length) request.Remove("decision_id");
        else decision.Remove(required[which]);
        return Post(request.ToJsonString(), 400);
    }

    private static Attack WrongType(ref CounterRandom random)
    {
        JsonObject request = Valid(ref random);
        string[] fields = ["decision_id", "lookback_minutes", "decision", "include_tick_data"];
        request[fields[random.NextInt(fields.Length)]] = new JsonArray(1, "a");
        return Post(request.ToJsonString(), 400);
    }

    private static Attack Cut(ref CounterRandom random)
    {
        string text = Valid(ref random).ToJsonString();
        return Post(text[..random.NextInt(text.Length - 1)], 400);
    }

    private static Attack Noise(ref CounterRandom random)
    {
        byte[] bytes = new byte[random.NextInt(2000)];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)random.NextInt(256);
        return Post(bytes, "application/json", 400);
    }

    private static Attack OtherDecision(ref CounterRandom random)
    {
        JsonObject request = Valid(ref random);
        request["decision_id"] = "taken";
        request["decision"]!["quantity"] = 101 + random.NextInt(1000);
        return Post(request.ToJsonString(), 409);
    }

    private static Attack WithoutKey(ref CounterRandom random) => Keyed(ref random, "-");

    private static Attack WrongKey(ref CounterRandom random) => Keyed(ref random,
        random.NextInt(2) == 0 ? TestServer.Key[..^1] : $"{TestServer.Key}{random.NextInt(10)}");

    private static Attack WrongPath(ref CounterRandom random)
    {
        string[] paths = ["/api", "/api/v2/training-data/collect", Collect + "/x", "/api/v1/training-data",
            "/nope/..%2f..%2fetc", TrainingDataApi.Root + "/datasets"];
        return new Attack(new HttpRequestMessage(HttpMethod.Get, paths[random.NextInt(paths.Length)]), 404);
    }

    private static Attack WrongMethod(ref CounterRandom random)
    {
        HttpMethod[] methods = [HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch];
        return new Attack(new HttpRequestMessage(methods[random.NextInt(methods.Length)], Collect), 405);
    }

    private static Attack WrongContent(ref CounterRandom random)
    {
        string[] types = ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data"];
        return Post(Encoding.UTF8.GetBytes(Valid(ref random).ToJsonString()), types[random.NextInt(types.Length)], 415);
    }

    private static Attack WrongDataset(ref CounterRandom random)
    {
        string[] types = ["risk_prediction", "0", "SIGNAL", "..%2f..%2fetc%2fpasswd", "%27%20OR%201=1--", "%00", "%0a"];
        return new Attack(new HttpRequestMessage(HttpMethod.Get,
            $"{TrainingDataApi.Root}/datasets/{types[random.NextInt(types.Length)]}"), 400, 404);
    }

    private static Attack WrongIdempotencyKey(ref CounterRandom random)
    {
        Attack attack = Post(Valid(ref random).ToJsonString(), 400);
        string key = random.NextInt(2) == 0 ? "two words" : new string('k', 129);
        attack.Request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return attack;
    }

    private static Attack BadMap(ref CounterRandom random)
    {
        string[] maps = ["{\"a b\":1}", "{\"\":1}", "{\"a\":null}", "{\"a\":\"1\"}", "[1]", "{\"a\":1e999}",
            "{\"a\":{\"b\":1}}", "{" + string.Join(',', Enumerable.Range(0, 65).Select(i => $"\"k{i}\":1")) + "}"];
        return With(ref random, "timeframe_consensus", maps);
    }

    private static Attack BadTime(ref CounterRandom random) => With(ref random, "decision_timestamp",
        (ReadOnlySpan<string>)["\"2026-03-05\"", "\"2026-03-05T13:30:00\"", "\"2026-03-05T13:30:00+01:00\"", "0",
            "\"2026-02-30T00:00:00Z\"", "\"1989-12-31T00:00:00Z\"", "\"2099-12-31T00:00:00Z\"", "\"now\"",
            "\"2026-03-05T13:30:00.1234567Z\"", "\"03/05/2026 13:30:00Z\""]);

    private static Attack BadMarket(ref CounterRandom random)
    {
        string[] bodies = ["{}", "{\"raw_data\":{}}", "{\"raw_data\":null,\"decision_context\":null}",
            "{\"raw_data\":{\"symbol\":\"AAPL\",\"trades\":[null]},\"decision_context\":{}}",
            "{\"raw_data\":{\"symbol\":\"AAPL\",\"quotes\":[{\"bid\":2,\"ask\":1}]},\"feature_types\":[\"labels\"]}",
            "{\"normalization_method\":\"; rm\"}", "[[[[[[[[[[]]]]]]]]]]"];
        Attack attack = Post(bodies[random.NextInt(bodies.Length)], 400);
        attack.Request.RequestUri = new Uri(TrainingDataApi.Root + "/engineer-features", UriKind.Relative);
        return attack;
    }

    private static Attack BadOutcome(ref CounterRandom random)
    {
        const string good = """
            {"decision_id":"d","side":"BUY","ordered_quantity":100,"decision_mid":50,"arrival_mid":50,"end_price":51,
            "fills":[{"price":50,"quantity":100,"fee":0}]}
            """;
        (string Old, string New)[] wrong =
        [
            ("\"d\"", "\"'; DROP TABLE outcome_labels; --\""), ("\"d\"", "\"../../etc/passwd\""), ("BUY", "HOLD"),
            ("\"BUY\"", "null"), ("\"ordered_quantity\":100", "\"ordered_quantity\":-100"),
            ("\"decision_mid\":50", "\"decision_mid\":NaN"), ("\"end_price\":51", "\"end_price\":1e999"),
            ("\"end_price\":51", "\"end_price\":\"51\""), ("\"end_price\":51,", ""),
            ("\"quantity\":100,", "\"quantity\":0,"), ("\"price\":50", "\"price\":null"), ("[{", "[null,{"),
            ("\"fee\":0", "\"fee\":0,\"fee\":1"), ("\"fills\"", "\"fill\""), ("]}", "]"),
            ("{\"price\"", "[[[[[[[[[{\"price\""),
        ];
        (string old, string other) = wrong[random.NextInt(wrong.Length)];
        Attack attack = Post(good.Replace(old, other, StringComparison.Ordinal), 400);
        attack.Request.RequestUri = new Uri(TrainingDataApi.Root + "/label-outcome", UriKind.Relative);
        return attack;
    }

    private static Attack Surrogate(ref CounterRandom random) =>
        With(ref random, "symbol", (ReadOnlySpan<string>)["\"\\ud800\"", "\"\\udc00a\"", "\"AAPL\\u0000\""]);

    private static Attack With(ref CounterRandom random, string field, ReadOnlySpan<string> values)
    {
        JsonObject request = Valid(ref random);
        request["decision"]![field] = "HERE";
        return Post(request.ToJsonString().Replace("\"HERE\"", values[random.NextInt(values.Length)],
            StringComparison.Ordinal), 400);
    }

    private static Attack Keyed(ref CounterRandom random, string key)
    {
        Attack attack = Post(Valid(ref random).ToJsonString(), 401);
        attack.Request.Headers.Add("X-API-Key", key);
        return attack;
    }

    private static string Number(ref CounterRandom random)
    {
        string[] fields = ["quantity", "signal_strength", "confidence_score", "risk_score", "position_size"];
        return fields[random.NextInt(fields.Length)];
    }

    private static JsonObject Valid(ref CounterRandom random) => TestServer.Decision($"hostile-{random.NextBits()}");

    private static Attack Post(string body, params int[] statuses) =>
        Post(Encoding.UTF8.GetBytes(body), "application/json", statuses);

    private static Attack Post(byte[] body, string type, params int[] statuses)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new Attack(new HttpRequestMessage(HttpMethod.Post, Collect) { Content = content }, statuses);
    }

    /// <returns>What comes back until the server closes.</returns>
    private static async Task<string> Raw(Uri address, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, address.Port);
        NetworkStream stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
            using var reader = new StreamReader(stream, Encoding.ASCII);
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
