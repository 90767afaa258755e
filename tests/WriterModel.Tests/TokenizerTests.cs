using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.WriterModel.Tests;

public sealed class TokenizerTests
{
    private static readonly Tokenizer s_tokenizer = TokenizerTraining.Train(
        Enumerable.Range(0, 50).Select(i => $"The shares of ABC and of ABD rose to {i}.50, it's the best of the week."),
        size: 320);

    [Fact]
    public void Every_text_comes_back() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>().Filter(text => text is not null && IsUnicode(text)),
            text => Assert.Equal(text, s_tokenizer.Decode(s_tokenizer.Encode(text)))).Holds();

    [Fact]
    public void Common_words_become_one_token() => Assert.Single(s_tokenizer.Encode(" shares"));

    [Fact]
    public void Tickers_and_numbers_are_spelled_seen_before_or_not()
    {
        Assert.Equal(["A", "B", "C"], Spelled("ABC"));
        Assert.Equal([" ", "A", "B", "D"], Spelled(" ABD"));
        Assert.Equal(["Z", "Q"], Spelled("ZQ"));
        Assert.Equal(["4", "9", ".", "5", "0"], Spelled("49.50"));
    }

    [Fact]
    public void A_document_is_prompt_answer_and_end()
    {
        Document document = s_tokenizer.Document("rose to", "The best.");
        Assert.Equal(s_tokenizer.Prompt("rose to"), document.Tokens[..document.PromptTokens]);
        Assert.Equal("The best.", s_tokenizer.Decode(document.Tokens[document.PromptTokens..]));
        Assert.Equal(s_tokenizer.TurnEnd, document.Tokens[^1]);
    }

    [Fact]
    public void Words_of_control_in_a_text_are_text() =>
        Assert.DoesNotContain(s_tokenizer.TurnEnd, s_tokenizer.Encode("<|im_end|>"));

    private static IEnumerable<string> Spelled(string text) =>
        s_tokenizer.Encode(text).Select(token => s_tokenizer.Decode([token]));

    private static bool IsUnicode(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);
}
