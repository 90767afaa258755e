using Tauric.Pipelines.Corpus.Writers;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class ThesisTextTests
{
    private const string Lead = "with news flow from Finnhub in the lead";

    [Theory]
    [InlineData("BUY", 3, 1, "3 points speak for buying and 1 for selling, " + Lead)]
    [InlineData("BUY", 2, 2, "2 points speak for buying and 2 for selling, " + Lead)]
    [InlineData("BUY", 1, 5, "most of the evidence is against it: 5 points speak for selling and 1 for buying")]
    [InlineData("STRONG BUY", 20, 0, "20 points speak for buying and none for selling, " + Lead)]
    [InlineData("STRONG BUY", 0, 2, "the evidence is against it: 2 points speak for selling and none for buying")]
    [InlineData("SELL", 1, 40, "40 points speak for selling and 1 for buying, " + Lead)]
    [InlineData("SELL", 2, 2, "2 points speak for selling and 2 for buying, " + Lead)]
    [InlineData("SELL", 1, 0, "the evidence is against it: 1 point speaks for buying and none for selling")]
    [InlineData("HOLD", 2, 2, "the evidence is mixed: 2 points speak for buying and 2 for selling")]
    [InlineData("HOLD", 1, 3, "the evidence is mixed: 3 points speak for selling and 1 for buying")]
    [InlineData("HOLD", 1, 0, "1 point speaks for buying and none for selling, too little to act on")]
    [InlineData("HOLD", 0, 2, "2 points speak for selling and none for buying, too little to act on")]
    [InlineData("HOLD", 0, 0, "the evidence points neither way")]
    [InlineData("STRONG SELL", 0, 0, "the evidence points neither way")]
    public void The_summary_counts_every_point_on_either_side(
        string decision, int buying, int selling, string balance) =>
        Assert.Equal($"AAPL is rated **{decision}**: {balance}.", Stitch(decision, buying, selling).Summary);

    [Theory]
    [InlineData("BUY", 3, 1, "The balance of the evidence leads to **BUY**.")]
    [InlineData("STRONG SELL", 1, 3, "The balance of the evidence leads to **STRONG SELL**.")]
    [InlineData("BUY", 1, 3, "More points speak against the view than for it, so it is held with caution: **BUY**.")]
    [InlineData("SELL", 2, 2, "The evidence is in balance and the view rests on its strongest points: **SELL**.")]
    [InlineData("HOLD", 2, 2, "The evidence is in balance, which leads to **HOLD**.")]
    [InlineData("HOLD", 9, 2, "More points speak for buying, not enough of them to act: **HOLD**.")]
    public void The_decision_does_not_claim_a_balance_the_evidence_does_not_have(
        string decision, int buying, int selling, string verdict)
    {
        string[] lines = Stitch(decision, buying, selling).Text.Split('\n');
        Assert.Equal(["## Decision", verdict, $"[[[{decision}]]]", ""], lines[^4..]);
    }

    [Fact]
    public void A_point_is_its_effect_its_opinion_its_quote_and_its_source()
    {
        var against = new Evidence(1, "News: Finnhub", -1, "it fell", "A probe".AsMemory());
        var section = ThesisSection.Of(
            new SectionFacts(+1, SectionForm.Risks, [against], []), new FormAnswer("It fell.", true, 0, null));
        Thesis thesis = ThesisText.Stitch("AAPL", "BUY", new([against], 0, 1, ""), [section], new());
        Assert.Contains("## Risks\n- **Against.** It fell. *A probe* `News: Finnhub`\n## Decision",
            thesis.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thesis_without_risks_says_so() => Assert.Contains(
        "## Risks\nNo risk is named", Stitch("BUY", 1, 0).Text, StringComparison.Ordinal);

    private static Thesis Stitch(string decision, int buying, int selling) =>
        ThesisText.Stitch("AAPL", decision, new([], buying, selling, "News flow from Finnhub"), [], new());
}
