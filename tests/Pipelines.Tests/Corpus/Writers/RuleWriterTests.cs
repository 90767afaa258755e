using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class RuleWriterTests
{
    private static readonly string[] s_decisions = ["STRONG BUY", "BUY", "HOLD", "SELL", "STRONG SELL"];
    private static readonly RuleWriter s_writer = new();

    private static readonly string[] s_sections =
    [
        "## Daily prices\n- 2024-03-01 open 9.00 high 11.00 low 8.00 close 10.00 volume 1.2M\n" +
        "- 2024-03-04 open 9.00 high 11.00 low 8.00 close 12.00 volume 9\n",
        "## Technical indicators (15 sessions, oldest first)\n<rsi_14> now 71.2 | Momentum. | 1 2 71.2\n" +
        "<macd_histogram> now -0.5 | Histogram. | 1 -0.5\n<roc_12> now 9 | Change. | 9\n",
        "## News: Finnhub (30 days, newest first)\n- [2024-03-04] Wire: Profit beats é | x\n" +
        "- [2024-03-01] Wire: A probe\n",
        "## News: Google News (30 days, newest first)\n- [2024-03-04] Paper: Nothing much\n",
        "## Fundamentals\n- 2023-Q4 published 2024-02-02: revenue 1B, net_income -5M, shares_diluted 3\n",
        "## Analyst actions (90 days)\n- [2024-03-01] House: down from Buy to Hold\n- [2024-02-01] House: main\n",
        "## Insider activity\n- 2024-02 insider sentiment mspr -12, change 3\n" +
        "- [2024-03-01] Name (P), change 500 at 3\n",
        "## Macro series\n<UNRATE> 2024-01 3.7 2024-02 3.9\n<GDP> 2024-01 20k 2024-02 21k\n",
    ];

    [Fact]
    public void Every_quote_of_500_prompts_is_in_the_prompt_and_the_form_is_that_of_the_reward()
    {
        CounterRandom random = CounterRandom.For(5, "prompts");
        for (int i = 0; i < 500; i++)
        {
            string[] sections = [.. s_sections];
            random.Shuffle<string>(sections);
            string prompt = "# AAPL\n" + string.Concat(sections.Take(2 + random.NextInt(7))) + "# Task\n";
            var request = new ThesisRequest($"AAPL_2024-03-04_{i}", prompt, s_decisions[i % 5]);
            Thesis thesis = s_writer.Write(request);
            Assert.NotEmpty(thesis.Claims);
            Assert.All(thesis.Claims, c => Assert.Contains(c.Quote, prompt, StringComparison.Ordinal));
            Assert.All(thesis.Claims, c => Assert.Contains($"## {c.Source}", prompt, StringComparison.Ordinal));
            string[] lines = thesis.Text.TrimEnd('\n').Split('\n');
            Assert.InRange(lines.Count(l => l.StartsWith("## ", StringComparison.Ordinal)), 5, 7);
            Assert.Contains($"[[[{request.Recommendation}]]]", lines[^3..]);
            Assert.Equal(request.Recommendation, thesis.Recommendation);
            Assert.Equal(thesis.Text, s_writer.Write(request).Text);
        }
    }

    [Fact]
    public void A_section_has_at_most_four_bullets()
    {
        string prompt = "## News: Finnhub\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"- [d] W: beat {i}\n"));
        Assert.Equal(4, s_writer.Write(new ThesisRequest("A_b_1", prompt, "BUY")).Claims.Count);
    }

    [Fact]
    public void What_speaks_against_the_decision_is_a_risk()
    {
        Thesis thesis = s_writer.Write(new ThesisRequest("A_b_1", string.Concat(s_sections), "BUY"));
        Assert.Contains("A broker lowered its rating of the shares.", thesis.Risks);
        Assert.DoesNotContain("A broker raised its rating of the shares.", thesis.Risks);
    }

    [Theory]
    [InlineData("BUY", 3, 1, "3 points speak for buying and 1 for selling, with news flow from Finnhub in the lead")]
    [InlineData("BUY", 1, 5, "1 point speaks for buying and 5 for selling, with news flow from Finnhub in the lead")]
    [InlineData("STRONG BUY", 20, 0,
        "20 points speak for buying and none for selling, with news flow from Finnhub in the lead")]
    [InlineData("STRONG BUY", 0, 2, "the evidence is against it: 2 points speak for selling and none for buying")]
    [InlineData("SELL", 40, 1, "1 point speaks for selling and 40 for buying, with news flow from Finnhub in the lead")]
    [InlineData("SELL", 1, 0, "the evidence is against it: 1 point speaks for buying and none for selling")]
    [InlineData("HOLD", 2, 2, "the evidence is mixed: 2 points speak for buying and 2 for selling")]
    [InlineData("HOLD", 1, 3, "the evidence is mixed: 3 points speak for selling and 1 for buying")]
    [InlineData("HOLD", 1, 0, "1 point speaks for buying and none for selling, too little to act on")]
    [InlineData("HOLD", 0, 2, "2 points speak for selling and none for buying, too little to act on")]
    [InlineData("HOLD", 0, 0, "the evidence points neither way")]
    [InlineData("STRONG SELL", 0, 0, "the evidence points neither way")]
    public void The_summary_counts_every_point_on_either_side(string decision, int buying, int selling, string balance)
    {
        string prompt = "## News: Finnhub\n- [d] W: Nothing much\n"
            + string.Concat(Enumerable.Range(0, buying).Select(i => $"- [d] W: beat {i}\n"))
            + string.Concat(Enumerable.Range(0, selling).Select(i => $"- [d] W: probe {i}\n"));
        Thesis thesis = s_writer.Write(new ThesisRequest("AAPL_d_1", prompt, decision));
        Assert.Equal($"AAPL is rated **{decision}**: {balance}.", thesis.Summary);
    }

    [Fact]
    public void Without_facts_the_summary_says_so() =>
        Assert.Equal("AAPL is rated **HOLD**: there is no evidence to weigh.",
            s_writer.Write(new ThesisRequest("AAPL_d_1", "# AAPL\n", "HOLD")).Summary);

    [Fact]
    public void The_section_with_most_points_for_the_decision_is_in_the_lead()
    {
        string summary = s_writer.Write(new ThesisRequest("AAPL_d_1",
            "## News: Finnhub\n- [d] W: beat\n- [d] W: Nothing\n- [d] W: Nothing\n- [d] W: Nothing\n"
            + "## News: Google News\n- [d] W: beat\n- [d] W: beat\n", "BUY")).Summary;
        Assert.EndsWith("with news flow from Google News in the lead.", summary, StringComparison.Ordinal);
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
        foreach (string decision in (string[])[.. s_decisions, "", "nonsense"])
        {
            Thesis thesis = s_writer.Write(new ThesisRequest("no underscore", prompt, decision));
            Assert.All(thesis.Claims, c => Assert.Contains(c.Quote, prompt, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Prompts_torn_at_any_place_are_read_without_harm()
    {
        string whole = string.Concat(s_sections);
        for (int end = 0; end < whole.Length; end++) s_writer.Write(new ThesisRequest("A_b_1", whole[..end], "SELL"));
    }
}
