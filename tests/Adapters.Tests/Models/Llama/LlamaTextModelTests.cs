using Tauric.Adapters.Models.Gguf;
using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Engine.Tests.Contracts;

namespace Tauric.Adapters.Tests.Models.Llama;

public sealed class LlamaTextModelTests : TextModelContract, IDisposable
{
    private readonly RandomModels _models = new();

    public void Dispose() => _models.Dispose();

    protected override ITextModel Open() => _models.Open();

    [Theory]
    [InlineData("", "", 8, null, "empty")]
    [InlineData("a", "b", 0, null, "no tokens")]
    [InlineData("a", "b", 8, "root ::= [", "does not parse")]
    [InlineData("a", "b", 8, "", "does not parse")]
    [InlineData("a", "b", 8, "trunk ::= \"a\"", "does not parse")]
    [InlineData("a", "b", 8, "root ::= root \"a\"", "does not parse")]
    public void What_cannot_be_answered_is_refused_with_the_reason(
        string prefix, string suffix, int tokens, string? grammar, string why)
    {
        using LlamaTextModel model = _models.Open();
        TextRequest refused = new WrittenRequest("", prefix, suffix, new TextParameters(tokens), grammar);
        TextRequest fine = new WrittenRequest("", prefix, "fine", new TextParameters(3));
        IReadOnlyList<TextAnswer> answers = RandomModels.Ask(model, refused, fine);
        Assert.Equal((AnswerEnd.Refused, ""), (answers[0].End, answers[0].Text));
        Assert.Contains(why, answers[0].Detail, StringComparison.Ordinal);
        Assert.NotEqual(AnswerEnd.Refused, answers[1].End);
    }

    [Fact]
    public void A_prompt_beyond_the_context_is_refused_and_an_answer_ends_with_it()
    {
        using LlamaTextModel model = _models.Open(with: options => options with { ContextTokens = 100 });
        IReadOnlyList<TextAnswer> answers = RandomModels.Ask(model,
            new WrittenRequest("", "x", new string('z', 200), new TextParameters(4)),
            new WrittenRequest("", "x", new string('z', 60), new TextParameters(500, 1, Seed: 3)));
        Assert.Equal(AnswerEnd.Refused, answers[0].End);
        Assert.Contains("the context 100", answers[0].Detail, StringComparison.Ordinal);
        Assert.Equal(AnswerEnd.Length, answers[1].End);
        Assert.Equal(100, answers[1].PromptTokens + answers[1].Tokens);
    }

    [Fact]
    public void A_surrogate_that_stands_alone_is_no_text()
    {
        using LlamaTextModel model = _models.Open();
        var parameters = new TextParameters(4);
        foreach (TextRequest request in (TextRequest[])[new WrittenRequest("\uD800", "a", "b", parameters),
            new WrittenRequest("", "a\uDC00", "b", parameters), new WrittenRequest("", "a", "\uD800b", parameters)])
        {
            TextAnswer answer = Assert.Single(RandomModels.Ask(model, request));
            Assert.Equal(AnswerEnd.Refused, answer.End);
            Assert.Contains("no text", answer.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Control_characters_are_text()
    {
        using LlamaTextModel model = _models.Open();
        TextAnswer[] answers =
        [
            .. RandomModels.Ask(model, new WrittenRequest("\u0001", "\0\u0007\u007F", "\0", new TextParameters(4))),
            .. RandomModels.Ask(model, new WrittenRequest("\u0001", "\0\u0007\u007F", "", new TextParameters(4))),
        ];
        Assert.Equal(1, answers[0].PromptTokens - answers[1].PromptTokens);
        Assert.All(answers, answer => Assert.NotEqual(AnswerEnd.Refused, answer.End));
    }

    [Fact]
    public void Weights_that_give_no_numbers_are_a_refusal()
    {
        string path = _models.Path(new RandomLlama { Seed = 66 });
        GgufTensor output = GgufFile.Open(path).Tensors.Single(tensor => tensor.Name == "output.weight");
        using (FileStream file = File.OpenWrite(path))
        {
            file.Position = output.Offset;
            file.Write(BitConverter.GetBytes(Half.NaN));   // The scale of a block.
        }

        using var model = new LlamaTextModel(new LlamaOptions(path));
        TextAnswer answer =
            Assert.Single(RandomModels.Ask(model, new WrittenRequest("", "a", "b", new TextParameters(4))));
        Assert.Equal((AnswerEnd.Refused, "the model computes no numbers"), (answer.End, answer.Detail));
    }

    [Fact]
    public void Settings_that_cannot_work_are_refused_before_the_model_is_loaded()
    {
        foreach (LlamaOptions options in (LlamaOptions[])[
            new("none") { Slots = 0 }, new("none") { Lanes = 0 },
            new("none") { ContextTokens = 1 }])
        {
            Assert.Throws<PlanException>(() => new LlamaTextModel(options));
        }
    }
}
