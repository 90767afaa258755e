using Tauric.Engine;
using Tauric.Pipelines.Corpus.Writers;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class SampleEvidenceTests
{
    [Fact]
    public void Evidence_of_500_prompts_is_quoted_from_them_and_fits_the_plan()
    {
        CounterRandom random = CounterRandom.For(5, "prompts");
        for (int i = 0; i < 500; i++)
        {
            string prompt = SamplePrompts.Next(ref random);
            int direction = (i % 3) - 1;
            SampleEvidence evidence = Read(prompt, direction);
            Assert.NotEmpty(evidence.Chosen);
            Assert.All(evidence.Chosen, e => Assert.Contains(e.Quote.ToString(), prompt, StringComparison.Ordinal));
            Assert.All(evidence.Chosen, e => Assert.Contains($"## {e.Section}", prompt, StringComparison.Ordinal));
            Assert.All(evidence.Chosen.GroupBy(e => (e.Section, e.EffectOn(direction) == Effect.Against)), g =>
                Assert.InRange(g.Count(), 1, SectionForm.PointsMax));
            Assert.InRange(evidence.Chosen.Count(e => e.EffectOn(direction) == Effect.Against), 0, PlanForm.RisksMax);
            Assert.InRange(evidence.Chosen.Count, 1, PlanForm.FactorsMax + PlanForm.RisksMax);
        }
    }

    [Fact]
    public void Prompts_of_one_book_share_the_numbers_of_what_both_say()
    {
        var book = new EvidenceBook();
        SampleEvidence first = Read("## News: Finnhub\n- [d] W: beat\n- [d] W: gain\n", 1, book);
        SampleEvidence second = Read("## News: Finnhub\n- [d] W: gain\n- [d] W: win\n", 1, book);
        Assert.Equal(["E1", "E2"], first.Chosen.Select(e => e.Id));
        Assert.Equal(["E2", "E3"], second.Chosen.Select(e => e.Id));
        Assert.Equal(["E1", "E2", "E3"], book.All.Select(e => e.Id));
    }

    [Fact]
    public void The_section_with_most_points_for_the_decision_is_in_the_lead()
    {
        string prompt = "## News: Finnhub\n- [d] W: beat\n- [d] W: Nothing\n- [d] W: Nothing else\n"
            + "## News: Google News\n- [d] W: beat\n- [d] W: gain\n- [d] W: probe\n";
        SampleEvidence evidence = Read(prompt, 1);
        Assert.Equal((3, 1, "News flow from Google News"), (evidence.Buying, evidence.Selling, evidence.Lead));
    }

    [Theory]
    [InlineData("")]
    [InlineData("## \n## Fundamentals\n")]
    [InlineData("## Fundamentals\n- net_income ")]
    [InlineData("## Insider activity\n-- change ")]
    [InlineData("## Insider activity\n- x change 1e999\n- x insider sentiment mspr NaN\n")]
    [InlineData("## Daily prices\n- d close 1e999\n- d close 0\n- d close \n- d close -1\n- d close 1")]
    [InlineData("## Technical indicators\n<> now | x\n<rsi_14> now  |\n<rsi_14> now 1e400 | x\nxx> now 1 |\n> now 2 |")]
    [InlineData("## Macro series\n<A>\n<A> 1 2\n    \n> a b c d\n<\u2028> 2024-01 1 2024-02 k\n<é> 1 2 3 4\n")]
    [InlineData("## News: Finnhub\n: : :\nabc: \n- [x] \ud83d\ude00:  |  | \n")]
    [InlineData("## Analyst actions\n\r\n\r\r\r\n\0\0\0\n")]
    public void A_hostile_prompt_is_read_without_harm(string prompt)
    {
        for (int direction = -1; direction <= 1; direction++)
        {
            Assert.All(Read(prompt, direction).Chosen, e =>
                Assert.Contains(e.Quote.ToString(), prompt, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Prompts_torn_at_any_place_are_read_without_harm()
    {
        for (int end = 0; end < SamplePrompts.Whole.Length; end++) Read(SamplePrompts.Whole[..end], -1);
    }

    private static SampleEvidence Read(string prompt, int direction, EvidenceBook? book = null) =>
        SampleEvidence.Read(prompt, direction, book ?? new EvidenceBook());
}
