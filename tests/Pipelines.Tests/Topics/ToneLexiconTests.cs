using System.Text;
using Tauric.Engine;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class ToneLexiconTests
{
    [Fact]
    public void The_master_dictionary_is_read_by_its_columns()
    {
        ToneLexicon lexicon = Read("Word,Seq_num,Negative,Positive\nGOOD,1,0,2009\nBAD,2,2009,0\nWAS,3,-2020,0\n");
        Assert.Equal([1, -1, 0, 0], new[] { "good", "Bad", "was", "nobody" }.Select(lexicon.ToneOf));
    }

    [Fact]
    public void Other_words_have_another_identity_and_their_order_does_not()
    {
        string one = Read("Word,Negative,Positive\nA1,1,0\nB1,0,1\n").Identity;
        Assert.Equal(one, Read("Word,Negative,Positive\nB1,0,1\nA1,1,0\n").Identity);
        Assert.NotEqual(one, Read("Word,Negative,Positive\nB1,1,0\nA1,0,1\n").Identity);
    }

    [Theory]
    [InlineData("Word,Tone\nGOOD,1\n")]
    [InlineData("Word,Negative,Positive\n")]
    public void What_is_no_lexicon_is_refused(string csv) => Assert.Throws<DataException>(() => Read(csv));

    [Fact]
    public void The_lexicon_of_our_own_has_no_word_of_both_tones() =>
        Assert.Equal([""], ToneWords.Positive.Split().Append("").Intersect(ToneWords.Negative.Split().Append("")));

    private static ToneLexicon Read(string csv) => ToneLexicon.LoughranMcDonald(Encoding.UTF8.GetBytes(csv));
}
