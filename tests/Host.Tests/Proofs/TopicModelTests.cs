using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Endpoint;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine.Inference;
using Tauric.Host.Sample.Transcripts;
using Tauric.Pipelines.Forms;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Models that embed and judge sentences of calls, configured as a user does: a file, a server.</summary>
public sealed class TopicModelTests : IDisposable
{
    private const string Step = "SELECT max(len(vector)) AS d FROM topics";
    private const int Dimensions = 64;

    private readonly ScratchFolder _folder = new();
    private readonly string _input;

    public TopicModelTests()
    {
        _input = _folder.Below("input");
        TranscriptGenerator.Write(_input, TranscriptOptions.Cut() with
        {
            Quarters = 1,
            Topics = 4,
            SentencesPerTopic = 12,
            ChunkFirms = 50,
        });
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_GGUF_file_embeds_and_another_one_makes_topics_anew_but_nothing_before_them()
    {
        (string, string)[] one = Embedding(seed: 1), two = Embedding(seed: 2);
        Assert.Contains("\"computed\":16,", await Run(one), StringComparison.Ordinal);
        Assert.Equal("d\n32", await Ask(Step));
        Assert.Contains("\"computed\":0,", await Run(one), StringComparison.Ordinal);
        string planned = await Run(two, "--plan");
        Assert.Contains("topics: 1 partitions would run", planned, StringComparison.Ordinal);
        Assert.Contains("split_sentences: 0 partitions would run", planned, StringComparison.Ordinal);
    }

    [Fact]
    public void A_GGUF_file_judges_under_a_grammar_whatever_it_knows()
    {
        string path = new RandomLlama().Save(_folder.Below("judge.gguf"));
        using var asker = new TextAsker(new LlamaTextModel(new LlamaOptions(path) { ContextTokens = 512 }));
        ToneFacts[] asked = [.. new[] { "It was good.", "We see no end to it.", "Rent is up." }.Select(
            said => new ToneFacts(said, said.ToLowerInvariant().TrimEnd('.').Split(' ').ToHashSet(), [], []))];
        IReadOnlyList<FormAnswer> judged = new FormAsker(asker, seed: 1)
            .Ask(new ToneForm(), "sentiment/1", "1", asked, TestContext.Current.CancellationToken);
        Assert.All(judged, answer => Assert.Null(answer.Problem));
    }

    [Fact]
    public async Task Servers_embed_and_judge_and_each_is_shown_its_own_key()
    {
        using var embeds = new LoopbackServer(Embed);
        using var judges = new LoopbackServer(Judge);
        (string, string)[] servers =
        [
            ("TAURIC_TOPICS_EMBEDDING_KIND", "endpoint"), ("TAURIC_TOPICS_EMBEDDING_URL", embeds.Url + "/v1"),
            ("TAURIC_TOPICS_EMBEDDING_NAME", "bag"), ("TAURIC_TOPICS_EMBEDDING_DIMENSIONS", $"{Dimensions}"),
            ("TAURIC_TOPICS_REDUCER", "lsa"), ("EMBEDDING_API_KEY", "example-hunter2"),
            ("TAURIC_TOPICS_SENTIMENT_KIND", "endpoint"), ("TAURIC_TOPICS_SENTIMENT_URL", judges.Url + "/v1"),
            ("TAURIC_TOPICS_SENTIMENT_NAME", "judge"), ("SENTIMENT_API_KEY", "example-hunter3"),
        ];
        string said = await Run(servers);
        Assert.Equal($"d\n{Dimensions}", await Ask(Step));
        Assert.Equal("ok,judged\ntrue,judge", await Ask("SELECT sum(by_lexicon) = 0 AND sum(positive) = "
            + "sum(n_sentences) AND count(*) > 0 AS ok, any_value(scored_by) AS judged FROM sentiment"));
        Assert.All(embeds.Requests, r => Assert.Equal("Bearer example-hunter2", r.Headers["authorization"]));
        Assert.All(judges.Requests, r => Assert.Equal("Bearer example-hunter3", r.Headers["authorization"]));
        Assert.DoesNotContain("hunter", said, StringComparison.Ordinal);
        int asked = judges.Requests.Count;
        Directory.Delete(_folder.Below("root/processed"), recursive: true);
        await Run(servers);
        Assert.Equal(asked, judges.Requests.Count);     // Its answers are kept.
    }

    private (string, string)[] Embedding(long seed)
    {
        string path = new RandomLlama { Width = 32, Feed = 64, Seed = seed }.Save(_folder.Below($"{seed}.gguf"));
        return
        [
            ("TAURIC_TOPICS_EMBEDDING_KIND", "llama"), ("TAURIC_TOPICS_EMBEDDING_PATH", path),
            ("TAURIC_TOPICS_EMBEDDING_SHA256", Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))),
        ];
    }

    private async Task<string> Run((string, string)[] variables, params string[] options)
    {
        using var captured = new CapturedTerminal(variables);
        Assert.Equal(CommandLine.Done, await captured.Run(
            ["run", "topics", "--root", _folder.Below("root"), "--input", _input, "--json", .. options]));
        return captured.Out + captured.Error;
    }

    private async Task<string> Ask(string sql)
    {
        using var captured = new CapturedTerminal();
        int code = await captured.Run("query", sql, "--root", _folder.Below("root"), "--format", "csv");
        Assert.True(code == CommandLine.Done, captured.Error);
        return captured.Out.TrimEnd();
    }

    /// <summary>A bag of words.</summary>
    private static Reply Embed(Received received)
    {
        JsonArray texts = JsonNode.Parse(received.Body)!["input"]!.AsArray();
        var data = new JsonArray([.. texts.Select((text, index) => new JsonObject
        {
            ["index"] = index,
            ["embedding"] = new JsonArray([.. Bag(text!.GetValue<string>()).Select(n => JsonValue.Create(n))]),
        })]);
        return new Reply(200, new JsonObject { ["data"] = data }.ToJsonString());
    }

    private static int[] Bag(string text)
    {
        int[] bag = new int[Dimensions];
        foreach (string word in text.Split(' '))
            bag[word.Aggregate(7, (hash, c) => ((hash * 31) + c) & 0xFFFF) % Dimensions]++;
        return bag;
    }

    /// <summary>All is good, because of the first word.</summary>
    private static Reply Judge(Received received)
    {
        string sentence = JsonNode.Parse(received.Body)!["messages"]!.AsArray()[^1]!["content"]!.GetValue<string>();
        string first = new([.. sentence["Sentence: ".Length..].SkipWhile(c => !char.IsLetter(c))
            .TakeWhile(char.IsLetter)]);
        var answer = new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject
            {
                ["finish_reason"] = "stop",
                ["message"] = new JsonObject { ["content"] = $"positive: {first.ToLowerInvariant()}" },
            }),
        };
        return new Reply(200, answer.ToJsonString());
    }
}
