using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tauric.Adapters.Models.Endpoint;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Engine.Tests.Contracts;

namespace Tauric.Adapters.Tests.Models.Endpoint;

public sealed class EndpointTextModelTests : TextModelContract, IDisposable
{
    private const string Secret = "sk-example-hunter2";

    private static readonly TextParameters s_plain = new(TokensMax: 8);

    private readonly ConcurrentQueue<Func<Received, Reply>> _script = [];
    private readonly LoopbackServer _server;

    public EndpointTextModelTests() => _server = new LoopbackServer(received =>
        _script.TryDequeue(out Func<Received, Reply>? next) ? next(received) : Echo(received));

    public void Dispose() => _server.Dispose();

    protected override ITextModel Open() => Model();

    [Fact]
    public async Task A_chat_is_asked_as_a_chat_with_the_key_in_its_header()
    {
        using EndpointTextModel model = Model();
        var request = new WrittenRequest("Be brief.", "News.\n", "Why?",
            new TextParameters(40, 0.5f, 3, 0.9f, 0.1f, Seed: ulong.MaxValue - 1), "root ::= \"a\"");
        TextAnswer answer = Assert.Single(await Answer(model, [request]));
        Assert.Equal(new TextAnswer("echo of News.\nWhy?", AnswerEnd.Stop, 7, 3), answer);
        Received sent = Assert.Single(_server.Requests);
        Assert.Equal(("POST", "/v1/chat/completions", $"Bearer {Secret}"),
            (sent.Method, sent.Path, sent.Headers["authorization"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"News.\nWhy?"}],
            "max_tokens":40,"temperature":0.5,"top_p":0.9,"seed":1,"stream":false}
            """), JsonNode.Parse(sent.Body)), sent.Body);
    }

    [Fact]
    public async Task Plain_completions_are_asked_as_such_and_a_grammar_is_sent_where_it_is_wanted()
    {
        using EndpointTextModel model = Model(o => o with { IsChat = false, HasGrammar = true });
        var request = new WrittenRequest("Do.", "a", "b", s_plain with { TopK = 5 }, "root ::= \"x\"");
        Assert.Equal("echo of Do.\n\nab", Assert.Single(await Answer(model, [request])).Text);
        Received sent = Assert.Single(_server.Requests);
        JsonNode body = JsonNode.Parse(sent.Body)!;
        Assert.Equal("/v1/completions", sent.Path);
        Assert.Equal(("root ::= \"x\"", 5), ((string?)body["grammar"], (int?)body["top_k"]));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task What_passes_is_tried_again(int status)
    {
        Say(new Reply(status, "later"), new Reply(status, "later"));
        using EndpointTextModel model = Model();
        Assert.Equal("echo of x", Assert.Single(await Answer(model, [Ask("x")])).Text);
        Assert.Equal(3, _server.Requests.Count);
    }

    public static TheoryData<string, Reply> Broken => new()
    {
        { "truncated JSON", new Reply(200, """{"choices":[{"message":{"content":"hal""") },
        { "a cut connection", new Reply(200, EchoOf("x")) { CutAfter = 9 } },
        { "a wrong schema", new Reply(200, """{"choices":[{"text":7}],"usage":[]}""") },
        { "no choices", new Reply(200, """{"choices":[]}""") },
        { "null content", new Reply(200, """{"choices":[{"message":{"content":null}}]}""") },
        { "half a surrogate pair", new Reply(200, """{"choices":[{"message":{"content":"\ud800"}}]}""") },
        { "an HTML page", new Reply(200, "<html>Bad gateway</html>", ("Content-Type", "text/html")) },
        { "duplicate chunks of a stream", new Reply(200, "data: {\"choices\":[]}\n\ndata: {\"choices\":[]}\n\n") },
        { "an empty body", new Reply(200, "") },
        { "an oversized body", new Reply(200, new byte[(16 << 20) + 1]) },
        { "a stall", new Reply(200, "") { Stalls = true } },
    };

    [Theory, MemberData(nameof(Broken))]
    public async Task A_broken_answer_is_tried_again_and_stops_the_run_when_it_stays(string what, Reply broken)
    {
        Say(broken);
        using EndpointTextModel model =
            Model(o => o with { AttemptsMax = 2, Timeout = TimeSpan.FromSeconds(broken.Stalls ? 0.5 : 30) });
        Assert.Equal("echo of x", Assert.Single(await Answer(model, [Ask("x")])).Text);
        Say(broken, broken);
        var gone = await Assert.ThrowsAsync<ResourceException>(() => Answer(model, [Ask("x")]));
        Assert.Contains(_server.Url, gone.Message, StringComparison.Ordinal);
        Assert.Contains("2 attempts", gone.Message, StringComparison.Ordinal);
        Assert.NotEmpty(what);
    }

    [Fact]
    public async Task A_request_that_alone_fails_is_refused_and_the_others_are_answered()
    {
        using var server = new LoopbackServer(r =>
            r.Body.Contains("poison", StringComparison.Ordinal) ? new Reply(500, "crash") : Echo(r));
        using EndpointTextModel model = Model(o => o with { AttemptsMax = 3, ConnectionsMax = 1 }, server);
        IReadOnlyList<TextAnswer> answers =
            await Answer(model, [Ask("poison"), .. Enumerable.Range(0, 9).Select(i => Ask($"{i}"))]);
        Assert.Equal(AnswerEnd.Refused, answers[0].End);
        Assert.Contains("HTTP 500", answers[0].Detail, StringComparison.Ordinal);
        Assert.All(answers.Skip(1), a => Assert.Equal(AnswerEnd.Stop, a.End));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task A_request_the_server_will_not_have_is_refused_at_once(int status)
    {
        Say(new Reply(status, """{"error":{"message":"context length exceeded"}}"""));
        using EndpointTextModel model = Model();
        TextAnswer answer = Assert.Single(await Answer(model, [Ask("x")]));
        Assert.Equal(AnswerEnd.Refused, answer.End);
        Assert.Contains("context length exceeded", answer.Detail, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(401, "LLM_API_KEY")]
    [InlineData(403, "LLM_API_KEY")]
    [InlineData(404, "Check the address")]
    [InlineData(302, "Redirects are not followed")]
    [InlineData(308, "Redirects are not followed")]
    public async Task What_only_the_operator_can_mend_is_told_at_once(int status, string advice)
    {
        Say(new Reply(status, "no", ("Location", "http://example.com/steal")));
        using EndpointTextModel model = Model();
        var gone = await Assert.ThrowsAsync<ResourceException>(() => Answer(model, [Ask("x")]));
        Assert.Contains(advice, gone.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Retry_After_is_heeded_in_seconds_and_as_a_date_and_is_bounded()
    {
        string soon = DateTimeOffset.MinValue.AddYears(2000).ToString("R", CultureInfo.InvariantCulture);
        Say(new Reply(429, "", ("Retry-After", "1")), new Reply(503, "", ("Retry-After", soon)),
            new Reply(429, "", ("Retry-After", "86400")));
        using EndpointTextModel model =
            Model(o => o with { FirstDelay = TimeSpan.FromHours(1), RetryAfterMax = TimeSpan.FromSeconds(2) });
        long start = TimeProvider.System.GetTimestamp();
        Assert.Equal("echo of x", Assert.Single(await Answer(model, [Ask("x")])).Text);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(2.9));
    }

    [Fact]
    public async Task Cancelling_ends_a_stalled_exchange_and_a_long_wait()
    {
        Say(new Reply(200, "") { Stalls = true }, new Reply(429, "", ("Retry-After", "200")));
        using EndpointTextModel model = Model();
        for (int i = 0; i < 2; i++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                Answer(model, [Ask("x")], cancelled: stop.Token));
        }
    }

    [Fact]
    public async Task An_unreachable_endpoint_stops_the_run()
    {
        var closed = new LoopbackServer(Echo);
        closed.Dispose();
        using var model = new EndpointTextModel(
            new EndpointOptions("http://127.0.0.1:1/v1", "m") { AttemptsMax = 2, FirstDelay = TimeSpan.Zero });
        await Assert.ThrowsAsync<ResourceException>(() => Answer(model, [Ask("x")]));
    }

    [Fact]
    public async Task Length_and_filter_are_told_apart()
    {
        Say(new Reply(200, """{"choices":[{"message":{"content":"cut"},"finish_reason":"length"}]}"""),
            new Reply(200, """{"choices":[{"message":{"content":null},"finish_reason":"content_filter"}]}"""));
        using EndpointTextModel model = Model();
        Assert.Equal(new TextAnswer("cut", AnswerEnd.Length, 0, 0), Assert.Single(await Answer(model, [Ask("x")])));
        Assert.Equal(AnswerEnd.Refused, Assert.Single(await Answer(model, [Ask("x")])).End);
    }

    [Fact]
    public async Task The_key_is_in_no_error_no_answer_and_no_name_even_when_the_server_echoes_it()
    {
        using EndpointTextModel model = Model(o => o with { AttemptsMax = 2 });
        var said = new StringBuilder($"{model.Traits} {Options("http://x/v1")}");
        int[] statuses = [400, 401, 404, 418, 429, 500, 302];
        foreach (int status in statuses)
        {
            var echo = new Reply(status, $"bad key {Secret}", ("Location", $"http://x/?key={Secret}"));
            Say(echo, echo);
            try
            {
                said.Append(Assert.Single(await Answer(model, [Ask("x")])));
            }
            catch (ResourceException e)
            {
                said.Append(e);
            }
        }

        Assert.Contains("***", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fewer_are_asked_at_once_when_it_is_too_much_for_the_server()
    {
        int inside = 0, tooMuch = 0;
        using var server = new LoopbackServer(received =>
        {
            try
            {
                if (Interlocked.Increment(ref inside) > 3)
                {
                    Interlocked.Increment(ref tooMuch);
                    return new Reply(429, "");
                }

                Task.Delay(5).Wait();
                return Echo(received);
            }
            finally
            {
                Interlocked.Decrement(ref inside);
            }
        });
        using EndpointTextModel model = Model(o => o with { ConnectionsMax = 32, AttemptsMax = 50 }, server);
        IReadOnlyList<TextAnswer> answers = await Answer(model, [.. Enumerable.Range(0, 200).Select(i => Ask($"{i}"))]);
        Assert.All(answers, a => Assert.Equal(AnswerEnd.Stop, a.End));
        Assert.InRange(server.InsideMax, 1, 16);
        Assert.True(tooMuch < answers.Count, $"{tooMuch} of {server.Requests.Count} were too much");
    }

    private static WrittenRequest Ask(string text) => new("", "", text, s_plain);

    private static Reply Echo(Received received)
    {
        JsonNode body = JsonNode.Parse(received.Body)!;
        string text = (string?)body["prompt"] ?? (string)body["messages"]!.AsArray()[^1]!["content"]!;
        return new Reply(200, EchoOf(text));
    }

    private static string EchoOf(string text)
    {
        string quoted = JsonSerializer.Serialize("echo of " + text);
        return $$"""
            {"choices":[{"message":{"role":"assistant","content":{{quoted}}},"text":{{quoted}},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":7,"completion_tokens":3} }
            """;
    }

    private static EndpointOptions Options(string url) => new(url, "m")
    {
        Key = new ApiKey(Secret),
        FirstDelay = TimeSpan.FromMilliseconds(1),
    };

    private EndpointTextModel Model(
        Func<EndpointOptions, EndpointOptions>? change = null, LoopbackServer? server = null)
    {
        EndpointOptions options = Options((server ?? _server).Url + "/v1");
        return new EndpointTextModel(change is null ? options : change(options));
    }

    private void Say(params Reply[] replies)
    {
        foreach (Reply reply in replies) _script.Enqueue(_ => reply);
    }
}
