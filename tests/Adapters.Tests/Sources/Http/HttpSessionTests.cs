using System.IO.Compression;
using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Live;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Adapters.Tests.Models.Endpoint;

namespace Tauric.Adapters.Tests.Sources.Http;

/// <summary>Against a real server that misbehaves in every way servers do.</summary>
public sealed class HttpSessionTests
{
    private const string Payload = """{"value":[1,2,3]}""";

    private static readonly (string, string) s_json = ("Content-Type", "application/json; charset=utf-8");
    private static readonly Reply s_good = new(200, Payload, s_json);

    private static readonly HttpProvider s_provider = new("test", "https://nowhere.invalid/", PerMinute: 60)
    {
        KeyVariable = "TEST_API_KEY",
        KeyParameter = "token",
        Complaints = ["error.message", "error"],
        Sources = [Source()],
    };

    /// <summary>What may pass: asked again until it has.</summary>
    public static TheoryData<string> Passing => [.. Misbehaviours.Keys];

    private static readonly SortedDictionary<string, Reply> Misbehaviours = new(StringComparer.Ordinal)
    {
        ["busy"] = new Reply(429, "slow down", ("Retry-After", "7")),
        ["busy until"] = new Reply(503, "", ("Retry-After", "Mon, 10 Jun 2024 12:03:00 GMT")),
        ["failing"] = new Reply(500, "oops"),
        ["gateway"] = new Reply(502, "<html><body>Bad gateway</body></html>", ("Content-Type", "text/html")),
        ["cut"] = s_good with { CutAfter = 5 },
        ["cut without a length"] = s_good with { CutAfter = 5, HidesLength = true },
        ["reset"] = s_good with { CutAfter = 5, Resets = true },
        ["silent"] = s_good with { Stalls = true },
        ["dripping"] = s_good,
        ["page"] = new Reply(200, "\n<!DOCTYPE html><title>Consent</title>", s_json),
        ["type"] = new Reply(200, Payload, ("Content-Type", "application/pdf")),
        ["empty"] = new Reply(200, "", s_json),
        ["no JSON"] = new Reply(200, "{\"value\":", s_json),
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_may_pass_is_tried_again_until_it_has(string misbehaviour)
    {
        int asked = 0;
        FetchScene? scene = null;
        using FetchScene own = scene = new FetchScene(_ => ++asked <= 2 ? Bad(misbehaviour, scene!) : s_good);
        FetchReport report = await scene.Fetch(s_provider);
        Assert.Empty(report.Failures);
        Assert.Equal(Payload, Assert.Single(scene.Payloads()).Value);
        Assert.Equal(3, asked);
        Assert.Equal(2, scene.Told.Count(line => line.EndsWith("trying again", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_does_not_pass_is_given_up_without_a_payload_and_said(string misbehaviour)
    {
        FetchScene? scene = null;
        using FetchScene own = scene = new FetchScene(_ => Bad(misbehaviour, scene!));
        FetchReport report = await scene.Fetch(s_provider);
        FetchFailure failure = Assert.Single(report.Failures);
        Assert.StartsWith("things AAPL 2024-05-06..2024-05-06", failure.What, StringComparison.Ordinal);
        Assert.Contains("Run the same command again", failure.Why, StringComparison.Ordinal);
        Assert.Equal(Retries.AttemptsMax, scene.Server.Requests.Count);
        Assert.Empty(scene.Payloads());
        Assert.DoesNotContain(FetchScene.Key, scene.Everything(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_provider_says_how_long_it_wants_to_be_left_alone()
    {
        using var scene = new FetchScene(_ => Misbehaviours["busy"]);
        await scene.Fetch(s_provider);
        Assert.Equal(Retries.AttemptsMax - 1, scene.Clock.Waits.Count(wait => wait == TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public async Task Who_wants_to_be_left_alone_for_an_hour_is_not_waited_for()
    {
        using var scene = new FetchScene(_ => new Reply(429, "", ("Retry-After", "3600")));
        FetchReport report = await scene.Fetch(s_provider);
        Assert.Equal(VendorFault.Busy, Assert.Single(report.Failures).Fault);
        Assert.Single(scene.Server.Requests);
    }

    [Fact]
    public async Task Waits_double_and_requests_keep_the_pace_of_the_provider()
    {
        using var scene = new FetchScene(_ => Misbehaviours["failing"]);
        await scene.Fetch(s_provider);
        double seconds = scene.Clock.Waits.Sum(wait => wait.TotalSeconds);
        Assert.InRange(seconds, 12, 120);   // 1 + 2 + 4 + 8 + 16, jittered.

        using var good = new FetchScene(_ => s_good);
        good.Request = good.Request with { Tickers = ["A", "B", "C", "D"] };
        await good.Fetch(s_provider);
        Assert.Equal(3, good.Clock.Waits.Count);
        Assert.All(good.Clock.Waits, wait => Assert.Equal(1, wait.TotalSeconds, tolerance: 0.2));
        Assert.Equal(1, good.Server.InsideMax);
    }

    [Theory]
    [InlineData(401, "bad key planted-key-4711", "KeyRefused", "TEST_API_KEY")]
    [InlineData(400, """{"error":{"message":"the API key planted-key-4711 is not known"}}""", "KeyRefused", "****")]
    [InlineData(200, """{"error":"API key missing"}""", "KeyRefused", "TEST_API_KEY")]
    [InlineData(403, "premium only", "NotAllowed", "--source")]
    [InlineData(400, "bad date", "Refused", "bad date")]
    [InlineData(200, """{"error":{"message":"no such period"}}""", "Refused", "no such period")]
    public async Task A_refusal_is_not_tried_again_and_told_with_the_way_out(
        int status, string body, string fault, string what)
    {
        using var scene = new FetchScene(_ => new Reply(status, body, s_json));
        FetchReport report = await scene.Fetch(s_provider);
        FetchFailure failure = Assert.Single(report.Failures);
        Assert.Equal(fault, failure.Fault.ToString());
        Assert.Contains(what, failure.Why, StringComparison.Ordinal);
        Assert.Single(scene.Server.Requests);
        Assert.DoesNotContain(FetchScene.Key, scene.Everything(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_known_there_is_said_and_the_rest_is_fetched()
    {
        using var scene = new FetchScene(r => r.Path.Contains("/BAD", StringComparison.Ordinal)
            ? new Reply(404, "no such symbol") : s_good);
        scene.Request = scene.Request with { Tickers = ["BAD", "AAPL"], To = new DateOnly(2024, 5, 8) };
        FetchReport report = await scene.Fetch(s_provider);
        Assert.Equal("things: BAD is not known there", Assert.Single(report.Unknown));
        Assert.Empty(report.Failures);
        Assert.Equal(3, scene.Payloads().Count);
        Assert.Single(scene.Server.Requests, r => r.Path.Contains("/BAD", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redirects_are_followed_on_the_same_machine_only()
    {
        using var elsewhere = new LoopbackServer(_ => s_good);
        using var scene = new FetchScene(r => r.Path switch
        {
            _ when r.Path.StartsWith("/AAPL", StringComparison.Ordinal) =>
                new Reply(302, "", ("Location", "/moved?x=1")),
            _ when r.Path.StartsWith("/moved", StringComparison.Ordinal) => s_good,
            _ when r.Path.StartsWith("/LOOP", StringComparison.Ordinal) => new Reply(301, "", ("Location", "/LOOP")),
            _ => new Reply(307, "", ("Location", elsewhere.Url + "/steal")),
        });
        Assert.Empty((await scene.Fetch(s_provider)).Failures);
        Assert.Contains(scene.Server.Requests, r => r.Path == "/moved?x=1&token=" + FetchScene.Key);
        foreach (string ticker in (string[])["LOOP", "AWAY"])
        {
            scene.Request = scene.Request with { Tickers = [ticker] };
            Assert.Equal(VendorFault.Redirected, Assert.Single((await scene.Fetch(s_provider)).Failures).Fault);
        }

        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Where_the_provider_leads_the_key_does_not_go()
    {
        using var store = new LoopbackServer(_ => s_good);
        string leads = store.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        using var scene = new FetchScene(_ => new Reply(302, "", ("Location", leads + "/file")));
        FetchReport report = await scene.Fetch(s_provider with
        {
            LeadsTo = "localhost",
            KeyParameter = null,
        });
        Assert.Empty(report.Failures);
        Assert.Equal("Bearer " + FetchScene.Key, scene.Server.Requests[0].Headers["authorization"]);
        Received led = Assert.Single(store.Requests);
        Assert.DoesNotContain(FetchScene.Key, led.Path + string.Concat(led.Headers.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_lie_side_by_side_and_one_that_comes_twice_is_no_page()
    {
        int again = 0;
        using var scene = new FetchScene(r => int.Parse(r.Path[^1..]) is var page && page == 2 && again++ == 0
            ? new Reply(200, """{"page":1}""", s_json) : new Reply(200, $$"""{"page":{{page}}}""", s_json));
        HttpProvider paged = s_provider with
        {
            KeyVariable = null,
            Sources = [Source() with
            {
                Path = _ => "?page=1",
                Next = (path, _) => path == "?page=3" ? null : $"?page={path[^1] - '0' + 1}",
            }],
        };
        Assert.Empty((await scene.Fetch(paged)).Failures);
        Assert.Equal(["2024-05-06.json", "2024-05-06.page2_json", "2024-05-06.page3_json"],
            scene.Payloads().Keys.Select(Path.GetFileName));
        Assert.Contains(scene.Told, line => line.Contains("the same page twice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_at_the_limit_is_asked_again_in_halves()
    {
        using var scene = new FetchScene(r => new Reply(200, r.Path.EndsWith("2024-05-04", StringComparison.Ordinal)
            ? "[1,1,1]" : $"[{r.Path.Length}]", s_json));
        HttpProvider full = s_provider with
        {
            KeyVariable = null,
            Sources = [Source() with
            {
                Windows = new Windows(WindowSize.Month),
                Path = w => $"{w.From:yyyy-MM-dd}/{w.To:yyyy-MM-dd}",
                IsFull = body => body.Length > 6,
            }],
        };
        scene.Request = scene.Request with { From = new DateOnly(2024, 5, 1), To = new DateOnly(2024, 5, 4) };
        await scene.Fetch(full);
        Assert.Equal(["2024-05-02.json", "2024-05-03.json", "2024-05-04.json"],
            scene.Payloads().Keys.Select(Path.GetFileName));
        Assert.Equal(0, (await scene.Fetch(full)).Fetched);
    }

    [Fact]
    public async Task A_key_in_an_answer_is_stored_as_asterisks_and_that_is_said()
    {
        string body = $$"""{"next":"https://x/?token={{FetchScene.Key}}&page=2"}""";
        using var scene = new FetchScene(_ => new Reply(200, body, s_json));
        FetchReport report = await scene.Fetch(s_provider);
        string stored = Assert.Single(scene.Payloads()).Value;
        Assert.Equal(body.Replace(FetchScene.Key, new string('*', FetchScene.Key.Length)), stored);
        Assert.Contains(scene.Told, line => line.Contains("asterisks", StringComparison.Ordinal));
        Assert.DoesNotContain(FetchScene.Key, scene.Everything(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_cut_in_two_by_the_end_of_a_message_is_not_told_either()
    {
        for (int before = 180; before <= 200; before += 4)
        {
            string body = new string('x', before) + FetchScene.Key;
            using var scene = new FetchScene(_ => new Reply(400, body, s_json));
            FetchReport report = await scene.Fetch(s_provider);
            Assert.DoesNotContain("plan", scene.Everything(report), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_comes_packed_is_stored_unpacked()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Payload));
        using var scene = new FetchScene(_ => new Reply(200, packed.ToArray(), s_json, ("Content-Encoding", "gzip")));
        await scene.Fetch(s_provider);
        Assert.Equal(Payload, Assert.Single(scene.Payloads()).Value);
    }

    [Fact]
    public async Task A_body_without_an_end_is_cut_off()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (int i = 0; i < 65; i++) gzip.Write(new byte[1 << 20]);
        using var scene = new FetchScene(_ => new Reply(200, packed.ToArray(), s_json, ("Content-Encoding", "gzip")));
        FetchReport report = await scene.Fetch(s_provider);
        Assert.Equal(VendorFault.TooLarge, Assert.Single(report.Failures).Fault);
        Assert.Single(scene.Server.Requests);
    }

    [Fact]
    public async Task A_key_is_not_sent_where_others_can_read_it()
    {
        using var scene = new FetchScene(_ => s_good);
        var request = scene.Request with
        {
            Folder = scene.Folder,
            Access = new Dictionary<string, ProviderAccess>(StringComparer.Ordinal)
            {
                ["test"] = new(new Uri("http://example.invalid/"), new Adapters.Models.Endpoint.ApiKey("k")),
            },
        };
        await Assert.ThrowsAsync<Engine.PlanException>(() => new LiveFetch(request, [s_provider], scene.Clock)
            .RunAsync(scene.Told.Add, TestContext.Current.CancellationToken));
    }

    /// <summary>Who is silent, or drips, does so until the client's patience is over.</summary>
    private static Reply Bad(string misbehaviour, FetchScene scene)
    {
        if (misbehaviour == "silent") scene.Clock.Expire(FetchScene.SilenceMax);
        return misbehaviour == "dripping" ? s_good with { Dripped = () => scene.Clock.Expire(FetchScene.AnswerMax) }
            : Misbehaviours[misbehaviour];
    }

    private static HttpSource Source() =>
        new("things", "corpus", new Windows(WindowSize.Day), w => $"{w.Symbol}/{w.To:yyyy-MM-dd}");
}
