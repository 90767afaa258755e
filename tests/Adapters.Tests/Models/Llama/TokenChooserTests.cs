using System.Text.Json;
using Tauric.Adapters.Models.Llama;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;

namespace Tauric.Adapters.Tests.Models.Llama;

public sealed class TokenChooserTests : IDisposable
{
    private const string Plan = """
        root ::= "{\"stance\":" stance ",\"factors\":[" (factor ("," factor){0,3})? "]}"
        stance ::= "\"long\"" | "\"short\"" | "\"flat\""
        factor ::= "{\"id\":\"" [a-z] [0-9]{1,3} "\",\"weight\":" ("-"? "0." [0-9]{1,4}) ",\"why\":" string "}"
        string ::= "\"" ([^"\\\x7F\x00-\x1F] | "\\" ["\\nt]){0,12} "\""
        """;

    private readonly RandomModels _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData(0f)]
    [InlineData(0.8f)]
    [InlineData(5f)]
    public void What_a_grammar_constrains_always_parses_whatever_the_model_says(float temperature)
    {
        using LlamaTextModel model = _models.Open();
        TextRequest[] requests =
        [
            .. Enumerable.Range(0, 150).Select(i => new WrittenRequest(
                "Plan.", "Facts:", $" {i}", new TextParameters(600, temperature, Seed: (ulong)i), Plan)),
        ];
        foreach (TextAnswer answer in RandomModels.Ask(model, requests))
        {
            Assert.Equal(AnswerEnd.Stop, answer.End);
            using var plan = JsonDocument.Parse(answer.Text);
            Assert.Contains(plan.RootElement.GetProperty("stance").GetString(), (string[])["long", "short", "flat"]);
        }
    }

    [Fact]
    public void A_grammar_that_allows_one_text_gives_that_text()
    {
        using LlamaTextModel model = _models.Open();
        TextAnswer answer = Assert.Single(RandomModels.Ask(model, new WrittenRequest(
            "", "a", "b", new TextParameters(50, 1), "root ::= \"Close 187.20, größer als ¥5 🙂\"")));
        Assert.Equal(("Close 187.20, größer als ¥5 🙂", AnswerEnd.Stop), (answer.Text, answer.End));
    }

    [Fact]
    public void The_seed_decides_and_every_seed_is_a_seed()
    {
        using LlamaTextModel model = _models.Open();
        TextAnswer Ask(ulong seed) => RandomModels.Ask(model,
            new WrittenRequest("", "a", "b", new TextParameters(12, 1, TopK: 40, Seed: seed))).Single();
        // Those that fold to all ones would be taken from the clock.
        foreach (ulong seed in (ulong[])[0, 1, uint.MaxValue, 0xFFFF_FFFF_0000_0000, 0x0F0F_0F0F_F0F0_F0F0])
            Assert.Equal(Ask(seed), Ask(seed));
        Assert.True(Enumerable.Range(0, 20).Select(i => Ask((ulong)i).Text).Distinct().Count() > 15);
    }

    [Fact]
    public void Without_temperature_the_likeliest_token_is_taken_whatever_the_seed()
    {
        using LlamaTextModel model = _models.Open();
        string[] texts =
        [
            .. Enumerable.Range(0, 5).Select(i => RandomModels.Ask(model,
                new WrittenRequest("", "a", "b", new TextParameters(12, Seed: (ulong)i))).Single().Text),
        ];
        Assert.Single(texts.Distinct());
        Assert.Equal(texts[0], RandomModels.Ask(model,
            new WrittenRequest("", "a", "b", new TextParameters(12, 1, TopK: 1, Seed: 9))).Single().Text);
    }
}
