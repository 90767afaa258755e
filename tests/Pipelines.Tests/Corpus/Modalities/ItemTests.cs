using Tauric.Engine;
using Tauric.Pipelines.Corpus.Modalities;

namespace Tauric.Pipelines.Tests.Corpus.Modalities;

public sealed class ItemTests
{
    [Theory]
    [InlineData(" - indented\n")]
    [InlineData("/ joins a line end\n")]
    [InlineData("- no line end")]
    [InlineData("")]
    public void Text_whose_tokens_would_not_add_up_is_a_bug(string text) =>
        Assert.Throws<BugException>(() => new Item("x", text));

    [Fact]
    public void Tokens_are_those_of_the_text_and_bytes_its_utf8()
    {
        var item = new Item("x", "- é two\n");
        Assert.Equal(4, item.Tokens(new WordTokenizer()));
        Assert.Equal("- é two\n"u8, item.Utf8);
    }

    [Fact]
    public void The_lot_hangs_on_the_id_alone()
    {
        Assert.Equal(new Item("a", "- 1\n").Lot, new Item("a", "- 2\n", "group").Lot);
        Assert.NotEqual(new Item("a", "- 1\n").Lot, new Item("b", "- 1\n").Lot);
    }

    [Theory]
    [InlineData("a\u2028b", "a b")]
    [InlineData("a\u0085b\u0090c", "a b c")]
    [InlineData(" a\r\n- b\0", "a  - b")]
    [InlineData("naïve \U0001F600", "naïve \U0001F600")]
    public void A_line_of_a_prompt_stays_one_line(string text, string line) => Assert.Equal(line, Figures.Line(text));

    [Theory]
    [InlineData(-0.00001, "0")]
    [InlineData(9999, "9999")]
    [InlineData(12_300, "12.3k")]
    [InlineData(-3_400_000, "-3.4M")]
    [InlineData(5.6e9, "5.6B")]
    [InlineData(0.12344, "0.1234")]
    public void Figures_are_short(double value, string text) =>
        Assert.Equal(text, Figures.Short(value));
}
