using System.Text;
using Tauric.Pipelines.Corpus.Rubric;

namespace Tauric.Pipelines.Tests.Corpus.Rubric;

public sealed class InlineMarksTests
{
    /// <summary>Words, words of opinion; b(old), q(uote), s(ource).</summary>
    [Theory]
    [InlineData("", 0, 0, "")]
    [InlineData("two words", 2, 2, "")]
    [InlineData("- . , — 株", 2, 2, "")]
    [InlineData("**bold** word", 2, 2, "b")]
    [InlineData("__bold__ word", 2, 2, "b")]
    [InlineData("a *b c* d", 4, 2, "q")]
    [InlineData("a _b c_ d", 4, 2, "q")]
    [InlineData("***both***", 1, 0, "bq")]
    [InlineData("**bold *quoted* bold**", 3, 2, "bq")]
    [InlineData("a `b c` d", 4, 2, "s")]
    [InlineData("a `*b*` d", 3, 2, "s")]
    [InlineData("claim: *<rsi_14> now 71.2 |* `Technical indicators`", 6, 1, "qs")]
    [InlineData("rsi_14 and macd_9", 3, 3, "")]
    [InlineData("2 * 3 * 4", 3, 3, "")]
    [InlineData("*open to the end", 4, 4, "")]
    [InlineData("**open to the end", 4, 4, "")]
    [InlineData("closes* only", 2, 2, "")]
    [InlineData("*open ** close*", 2, 0, "q")]
    [InlineData("*a _b* c_", 3, 1, "q")]
    [InlineData("`open to the end", 4, 4, "")]
    [InlineData("`` ` ` `", 0, 0, "")]
    [InlineData("* * ** ** _ _", 0, 0, "")]
    public void Worked_by_hand(string text, int words, int opinion, string marks)
    {
        InlineMarks read = InlineMarks.Of(Encoding.UTF8.GetBytes(text));
        string found = (read.HasBold ? "b" : "") + (read.HasQuote ? "q" : "") + (read.HasSource ? "s" : "");
        Assert.Equal((words, opinion, marks), (read.Words, read.OpinionWords, found));
    }
}
