using System.Text;
using Tauric.Pipelines.Corpus.Writers;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class GroundingTests
{
    private const string Prompt = "## Daily prices\n- the café closed 4.20 higher, 12,000 shares\n";

    [Theory]
    [InlineData("café closed", "It rose.", null)]
    [InlineData("café closed", "It rose 7%.", null)]
    [InlineData("4.20 higher, 12,000 shares", "It rose 4.20 on 12,000 shares, 7% in all.", null)]
    [InlineData("cafe closed", "It rose.", "quote-not-in-prompt")]
    [InlineData("", "It rose.", "quote-not-in-prompt")]
    [InlineData("4.20 higher", "It rose 4.2.", "number-not-in-evidence")]
    [InlineData("4.20 higher", "It rose 20.", "number-not-in-evidence")]
    [InlineData("4.20 higher", "It rose on 12,000 shares.", "number-not-in-evidence")]
    public void Quotes_are_the_prompt_s_and_numbers_the_evidence_s(string quote, string opinion, string? reason) =>
        Assert.Equal(reason, Problem("BUY", quote, opinion)?.Reason);

    [Fact]
    public void A_decision_against_the_label_is_a_problem() =>
        Assert.Equal("against-label", Problem("SELL", "café", "It rose.")?.Reason);

    [Fact]
    public void A_thesis_that_claims_nothing_is_a_problem() => Assert.Equal("no-evidence",
        Grounding.Problem(new Thesis("BUY", "", [], ""), Encoding.UTF8.GetBytes(Prompt), "BUY")?.Reason);

    [Fact]
    public void A_quote_longer_than_the_stack_s_buffer_is_found()
    {
        string quote = string.Concat(Enumerable.Repeat("é", 2000));
        Assert.Null(Problem("BUY", quote, "It rose.", Prompt + quote));
    }

    private static (string Reason, string Detail)? Problem(
        string recommendation, string quote, string opinion, string prompt = Prompt)
    {
        var evidence = new Evidence(1, "Daily prices", 1, "it rose by 7%", quote.AsMemory());
        var answer = new FormAnswer("", IsByRule: true, Tokens: 0, Problem: null);
        var section = new ThesisSection("Price action", [new ThesisPoint(evidence, opinion)], "", answer);
        return Grounding.Problem(
            new Thesis(recommendation, "", [section], ""), Encoding.UTF8.GetBytes(prompt), "BUY");
    }
}
