using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tauric.Adapters.Tests.Models.Endpoint;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Host.Sample;

namespace Tauric.Host.Tests.Proofs;

/// <summary>A corpus written by a model behind an endpoint, through kills and reruns.</summary>
public sealed class WriterTests : IDisposable
{
    private const string Secret = "example-hunter2";
    private const int Workers = 2, Variations = 2, SectionsMax = 10;

    private readonly ScratchFolder _folder = new();
    private readonly LoopbackServer _server = new(Write);
    private readonly string _input;

    public WriterTests()
    {
        _input = _folder.Below("input");
        SampleGenerator.Write(_input,
            new SampleOptions(3, new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 5), ["AAPL"])
            {
                NewsScale = .3,
                PriceLookback = 100,
            });
    }

    private string[] Bodies => [.. _server.Requests.Select(r => r.Body)];

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_was_answered_is_asked_again_neither_after_kills_nor_for_another_root_with_the_answers()
    {
        const int kills = 3;
        string root = _folder.Below("killed");
        for (int kill = 1; kill <= kills; kill++)
        {
            using TauricProcess program = Start(root);
            Assert.True(program.KillOnce(() => _server.Requests.Count >= kill * 6));
        }

        Outcome done = Run(root).Expect(CommandLine.Done);
        int repeated = Bodies.Length - Bodies.Distinct().Count();
        Assert.InRange(repeated, 0, kills * Workers * Variations * SectionsMax);

        string other = _folder.Below("other");
        string answers = Path.Combine(root, KeptAnswers.Folder);
        foreach (string file in Directory.GetFiles(answers, "*", SearchOption.AllDirectories))
            _folder.Write(Path.Combine("other", Path.GetRelativePath(root, file)), File.ReadAllBytes(file));
        int before = Bodies.Length;
        Outcome again = Run(other).Expect(CommandLine.Done);
        Assert.Equal(before, Bodies.Length);
        Assert.Equal(CorpusRoot.HashesOf(root), CorpusRoot.HashesOf(other));
        Assert.Contains("answers kept from before", again.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("tokens written", again.Out, StringComparison.Ordinal);
        Assert.Contains("tokens written", done.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_sent_and_is_in_no_file_and_no_line()
    {
        string root = _folder.Below("root");
        Outcome done = Run(root).Expect(CommandLine.Done);
        Assert.All(_server.Requests, r => Assert.Equal($"Bearer {Secret}", r.Headers["authorization"]));
        Assert.DoesNotContain(Secret, done.Out + done.Error, StringComparison.Ordinal);
        byte[] secret = System.Text.Encoding.ASCII.GetBytes(Secret);
        Assert.All(Directory.GetFiles(root, "*", SearchOption.AllDirectories), file =>
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(secret) < 0, file));
    }

    [Fact]
    public void An_endpoint_that_goes_away_stops_the_run_which_goes_on_where_it_stopped()
    {
        string root = _folder.Below("root");
        int left = 8;
        Reply leave(Received received) => Interlocked.Decrement(ref left) >= 0
            ? Write(received) : new Reply(401, "the key was withdrawn");
        using (var leaving = new LoopbackServer(leave))
            Assert.Contains("HTTP 401", Run(root, leaving).Expect(CommandLine.Resource).Error);
        Run(root).Expect(CommandLine.Done);
        Assert.NotEmpty(Bodies);
    }

    /// <summary>Nothing a form would take, so that every attempt is made; another text for another request.</summary>
    private static Reply Write(Received received)
    {
        string hash = new Fold().Add(received.Body).Finish().ToString();
        int length = int.Parse(hash.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var answer = new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject
            {
                ["message"] = new JsonObject { ["content"] = hash + new string('x', length) },
            }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["completion_tokens"] = length },
        };
        return new Reply(200, JsonSerializer.Serialize(answer));
    }

    private Outcome Run(string root, LoopbackServer? server = null)
    {
        using TauricProcess program = Start(root, server);
        return program.Wait();
    }

    private TauricProcess Start(string root, LoopbackServer? server = null) => TauricProcess.Start(_folder.Path,
        ["run", "corpus", "--root", root, "--input", _input, "--writer", "endpoint", "--workers", $"{Workers}"],
        ("LLM_BASE_URL", (server ?? _server).Url + "/v1"), ("LLM_MODEL", "m"), ("LLM_API_KEY", Secret),
        ("TAURIC_CORPUS_TICKERS", "AAPL"), ("TAURIC_PIPELINE_VARIATION_COUNT", $"{Variations}"),
        ("TAURIC_PIPELINE_TOKEN_BUDGET", "2048"), ("TAURIC_LABELS_SHARE_TOLERANCE", "1"));
}
