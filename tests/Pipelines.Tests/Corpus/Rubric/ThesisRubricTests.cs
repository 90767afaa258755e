using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Corpus.Rubric;

namespace Tauric.Pipelines.Tests.Corpus.Rubric;

public sealed class ThesisRubricTests
{
    private static readonly string[] s_pieces =
    [
        "## A\n", "# \n", "### deep\n", "- ", "  - ", "\t* ", "+ ", "**b**", "*q r*", "_q_", "`s`", "``", "`",
        "*", "__", "word ", "株 ", "\n", "\r\n", "\n\n", "|-|-|\n", "[[[BUY]]]", "[[[", "]]]", "\0", " ",
        "- - -\n", "# ## #\n",
    ];

    /// <summary>Six sections; two of them argue, each with one full bullet.</summary>
    [Fact]
    public void A_thesis_worked_by_hand()
    {
        string argument = $"- {Words(20)} **bold** *a quote of words* `Source`\n{Words(40)}\n";
        string thesis = $"## One\nfew words\n## Two\n{argument}## Three\n{argument}|a|b|\n|-|-|\n"
            + $"## Four\n{Words(60)}\n## Five\n{Words(30)}\n## Six\nsell it\n[[[SELL]]]\n";
        RubricScore score = Score(thesis, "HOLD");

        // Sections: .2, .3+.4+.2, .3+.4+.2+.1, .3, .2, .2.
        Assert.Equal(0.6 + (0.4 * (0.2 + 0.9 + 1.0 + 0.3 + 0.2 + 0.2) / 6), score.Structure, 1e-12);

        // A bullet of 61 words of opinion, quoted and sourced, is worth 1; one of four: .3/4 + .7.
        Assert.Equal((0.3 / 4) + 0.7, score.Evidence, 1e-12);
        Assert.Equal(-0.75, score.Decision);
    }

    [Theory]
    [InlineData(0, 0.3)]
    [InlineData(1, 0.3)]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.42)]
    [InlineData(4, 0.56)]
    [InlineData(5, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 0.85)]
    [InlineData(11, 0.4)]
    [InlineData(40, 0.3)]
    public void Five_to_seven_sections_are_right(int sections, double count)
    {
        string thesis = string.Concat(Enumerable.Repeat("## S\nword\n", sections));
        Assert.Equal((0.6 * count) + (sections == 0 ? 0 : 0.4 * 0.2), Score(thesis).Structure, 1e-12);
    }

    /// <summary>One section with one bullet: .3/4 + .7·bullet, but bullets of opinions are four at best.</summary>
    [Theory]
    [InlineData(0, "", 0.01)]
    [InlineData(5, "", 0.4 * 0.1)]
    [InlineData(15, "", 0.4 * 0.3)]
    [InlineData(200, "", 0.4 * 0.3)]
    [InlineData(15, " *q*", (0.4 * 0.3) + 0.35)]
    [InlineData(15, " `s`", (0.4 * 0.3) + 0.25)]
    [InlineData(0, " *q* `s`", 0.6)]
    [InlineData(6, " *q* `s`", (0.4 * 0.4) + 0.6)]
    [InlineData(15, " *q* `s`", 1)]
    [InlineData(90, " _q_ `s`", 1)]
    [InlineData(100, " *q* `s`", (0.4 * 0.8) + 0.6)]
    [InlineData(115, " *q* `s`", (0.4 * 0.5) + 0.6)]
    [InlineData(400, " *q* `s`", (0.4 * 0.5) + 0.6)]
    public void A_bullet_is_opinion_quote_and_source(int words, string cited, double bullet) =>
        Assert.Equal((0.3 / 4) + (0.7 * bullet), Score($"- {Words(words)}{cited}\n").Evidence, 1e-12);

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(3, 0.75)]
    [InlineData(4, 1)]
    [InlineData(7, 1)]
    [InlineData(9, 0.8)]
    [InlineData(30, 0.3)]
    public void Four_to_seven_bullets_are_right(int bullets, double count) => Assert.Equal((0.3 * count) + 0.7,
        Score(string.Concat(Enumerable.Repeat($"- {Words(15)} *q* `s`\n", bullets))).Evidence, 1e-12);

    [Fact]
    public void Evidence_is_a_harmonic_mean_of_bullets_and_of_sections()
    {
        string good = $"- {Words(15)} *q* `s`\n", poor = $"- {Words(15)}\n";
        double mixed = (0.3 * 0.5) + (0.7 * 2 / (1 + (1 / 0.12))), all = (0.3 * 0.25) + 0.7;
        Assert.Equal(mixed, Score(good + poor).Evidence, 1e-12);
        double both = 2 / ((1 / mixed) + (1 / all));
        Assert.Equal(both, Score($"# A\n{good}{poor}# B\n{good}# C\nno bullet\n").Evidence, 1e-12);
    }

    [Fact]
    public void What_is_indented_below_a_bullet_is_part_of_it()
    {
        string nested = $"- {Words(5)}\n  - {Words(5)} *q*\n    - `s`\n\n  {Words(5)}\n";
        Assert.Equal((0.3 / 4) + 0.7, Score(nested).Evidence, 1e-12);
        Assert.Equal((0.3 / 4) + 0.7, Score(nested + "\nafter a blank line *q* a paragraph\n").Evidence, 1e-12);
    }

    [Fact]
    public void Citations_never_make_evidence_worse()
    {
        for (int words = 0; words < 200; words++)
        {
            double bare = Evidence(""), both = Evidence(" *q* `s`");
            double quoted = Evidence(" *q*"), sourced = Evidence(" `s`");
            Assert.True(bare < quoted && bare < sourced && quoted < both && sourced < both);

            double Evidence(string cited) => Score($"- {Words(words)}{cited}").Evidence;
        }
    }

    [Fact]
    public void Bold_bullets_tables_and_headers_never_make_structure_worse()
    {
        string text = Words(50) + "\n";
        double last = Score(text).Structure;
        foreach (string more in (string[])["# H\n", "# H\n**bold**\n", "# H\n- **bold**\n", "# H\n- **bold**\n|-|\n"])
        {
            double score = Score(more + text).Structure;
            Assert.True(score > last, more);
            last = score;
        }
    }

    [Fact]
    public void Any_bytes_have_scores_within_the_bounds() => Prop.ForAll(
        Gen.Elements(s_pieces).ListOf().ToArbitrary(),
        pieces => IsWithinBounds(Score(string.Concat(pieces)))).Holds();

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("# A\n## B\n# C\n## D\n## E\n")]
    [InlineData("#######\n|\n[[[ ]]]\n")]
    public void A_text_without_words_has_the_least_structure_and_no_evidence(string text) =>
        Assert.Equal(new RubricScore(0.18, 0, -1.5), Score(text));

    [Theory]
    [InlineData("word ")]
    [InlineData("`")]
    [InlineData("*a ")]
    [InlineData("**")]
    [InlineData("[[[")]
    [InlineData("[[[BUY ")]
    [InlineData("\n")]
    [InlineData("- ")]
    [InlineData("株")]
    public void A_megabyte_of_anything_is_scored(string piece) =>
        Assert.True(IsWithinBounds(Score(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)))));

    [Fact]
    public void Bytes_that_are_no_text_are_scored()
    {
        byte[] bytes = new byte[1 << 16];
        var random = CounterRandom.For(3, "bytes");
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)random.NextBits();
        Assert.True(IsWithinBounds(ThesisRubric.Score(bytes, "BUY")));
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        byte[] thesis = Encoding.UTF8.GetBytes($"## A\n- {Words(30)} *q* `s`\n[[[BUY]]]\n");
        ThesisRubric.Score(thesis, "BUY");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) ThesisRubric.Score(thesis, "BUY");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool IsWithinBounds(RubricScore score) => score is
    {
        Structure: >= 0.18 - 1e-12 and <= 1,
        Evidence: >= 0 and <= 1 + 1e-12,
        Decision: >= -2.25 and <= 1,
    };

    private static RubricScore Score(string thesis, string label = "HOLD") =>
        ThesisRubric.Score(Encoding.UTF8.GetBytes(thesis), label);

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("word", count));
}
