using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tauric.Adapters.Models.Endpoint;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Models.Endpoint;

public sealed class EndpointEmbeddingModelTests
{
    [Fact]
    public void Texts_become_unit_vectors_in_their_rows_whatever_order_they_come_back_in()
    {
        using var server = new LoopbackServer(r => Vectors(r, reversed: true));
        using EndpointEmbeddingModel model = Model(server);
        float[] vectors = Embed(model, [.. Enumerable.Range(0, 150).Select(i => $"{i % 7} {i}")]);
        for (int i = 0; i < 150; i++)
        {
            double length = Math.Sqrt(((i % 7) * (i % 7)) + 1);
            Assert.Equal((i % 7) / length, vectors[2 * i], 1e-6);
            Assert.Equal(1 / length, vectors[(2 * i) + 1], 1e-6);
        }

        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, r => Assert.Equal("/v1/embeddings", r.Path));
    }

    [Fact]
    public void A_text_without_content_is_zero_and_is_not_sent()
    {
        using var server = new LoopbackServer(r => Vectors(r, reversed: false));
        using EndpointEmbeddingModel model = Model(server);
        Assert.Equal([0, 0, 0, 1, 0, 0], Embed(model, "", "0 x", " \n"));
        Assert.Empty(Embed(model));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":1,"embedding":[1,0]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,"a"]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1e99,0]}]}""")]
    [InlineData("[]")]
    public void Another_answer_than_was_asked_for_stops_the_run(string answer)
    {
        using var server = new LoopbackServer(_ => new Reply(200, answer));
        using EndpointEmbeddingModel model = Model(server);
        Assert.Throws<ResourceException>(() => Embed(model, "0 x"));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Texts_the_server_will_not_have_stop_the_run()
    {
        using var server = new LoopbackServer(_ => new Reply(400, "too long"));
        using EndpointEmbeddingModel model = Model(server);
        Assert.Contains("too long", Assert.Throws<ResourceException>(() => Embed(model, "0 x")).Message,
            StringComparison.Ordinal);
    }

    private static EndpointEmbeddingModel Model(LoopbackServer server)
    {
        var options = new EndpointOptions(server.Url + "/v1", "e") { AttemptsMax = 2, FirstDelay = TimeSpan.Zero };
        return new EndpointEmbeddingModel(options, dimensions: 2);
    }

    private static float[] Embed(EndpointEmbeddingModel model, params string[] texts)
    {
        var vectors = new float[texts.Length * model.Dimensions];
        model.Embed([.. texts.Select(t => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(t))], vectors,
            CancellationToken.None);
        return vectors;
    }

    /// <summary>The number a text starts with, and 1.</summary>
    private static Reply Vectors(Received received, bool reversed)
    {
        IEnumerable<string> items = JsonNode.Parse(received.Body)!["input"]!.AsArray().Select((text, i) =>
        {
            int number = int.Parse(((string)text!).Split(' ')[0], CultureInfo.InvariantCulture);
            return $$"""{"index":{{i}},"embedding":[{{number}},1]}""";
        });
        if (reversed) items = items.Reverse();
        return new Reply(200, $$"""{"data":[{{string.Join(',', items)}}]}""");
    }
}
