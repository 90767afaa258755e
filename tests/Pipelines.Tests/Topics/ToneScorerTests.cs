using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class ToneScorerTests
{
    [Theory]
    [InlineData("Margins improved and demand is strong.", 2, 0, "improved strong", "")]
    [InlineData("This is not a strong quarter.", 0, 1, "", "not strong")]
    [InlineData("It isn’t really very strong.", 0, 1, "", "not strong")]
    [InlineData("No one who was there was strong.", 1, 0, "strong", "")]
    [InlineData("We did not see losses.", 0, 1, "", "losses")]
    [InlineData("LOSSES; Losses", 0, 2, "", "losses")]
    [InlineData("", 0, 0, "", "")]
    public void A_denied_good_word_is_bad_and_a_denied_bad_word_stays_bad(
        string text, int positive, int negative, string good, string bad)
    {
        SortedDictionary<string, int> goods = new(StringComparer.Ordinal), bads = new(StringComparer.Ordinal);
        Assert.Equal((positive, negative), ToneScorer.Score(text, ToneLexicon.Default, goods, bads));
        Assert.Equal((good, bad), (string.Join(' ', goods.Keys), string.Join(' ', bads.Keys)));
        Assert.Equal((positive, negative), (goods.Values.Sum(), bads.Values.Sum()));
    }
}
