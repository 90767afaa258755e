using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Corpus;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class DistillThesesTests
{
    private const string Prompt = "## News: Finnhub (30 days)\n- [d] W: Profit beats é | x\n- [d] W: A probe\n";
    private static readonly string[] s_decisions = ["STRONG BUY", "BUY", "HOLD", "SELL", "STRONG SELL"];

    [Fact]
    public void By_rule_the_form_is_that_of_the_reward_and_every_quote_is_the_prompt_s()
    {
        CounterRandom random = CounterRandom.For(6, "prompts");
        for (int i = 0; i < 50; i++)
        {
            string[] prompts = [SamplePrompts.Next(ref random), SamplePrompts.Next(ref random)];
            StepResult result = Run(new RuleModel(), s_decisions[i % 5], prompts);
            Assert.Empty(result.Rejects);
            Assert.All(result.All("source_model"), model => Assert.Equal("rules", model));
            Assert.Equal([.. result.All("thesis_text")],
                Run(new RuleModel(), s_decisions[i % 5], prompts).All("thesis_text"));
            foreach (string text in result.All("thesis_text"))
            {
                string[] lines = text.TrimEnd('\n').Split('\n');
                Assert.InRange(lines.Count(l => l.StartsWith("## ", StringComparison.Ordinal)), 3, 7);
                Assert.Equal($"[[[{s_decisions[i % 5]}]]]", lines[^1]);
                Assert.All(lines.Where(l => l.StartsWith("- **", StringComparison.Ordinal)), l =>
                    Assert.InRange(l[..l.IndexOf(". *", 5, StringComparison.Ordinal)].Split(' ').Length, 15, 60));
            }
        }
    }

    [Fact]
    public void A_model_s_words_are_taken_where_they_are_right()
    {
        StepResult result = Run(new ScriptedModel(Right), "BUY", Prompt, Prompt);
        Assert.Empty(result.Rejects);
        Assert.Equal(["scripted", "scripted"], result.All("source_model"));
        Assert.Equal(["AAPL_2024-03-04_00", "AAPL_2024-03-04_01"], result.All("sample_id"));
        Assert.Equal("""{"plan":"model","News flow from Finnhub":"model","Risks":"model"}""",
            result.All("written_by").First());
        Assert.Contains("- **In favour.** The headline is favourable for the shares, which supports the case for " +
            "buying as the script says it. *Profit beats é* `News: Finnhub`\n", result.All("thesis_text").First(),
            StringComparison.Ordinal);
        JsonElement structure = JsonDocument.Parse(result.All("thesis_structure").First()).RootElement;
        Assert.Equal(15, structure.GetProperty("tokens_used").GetInt32());
        Assert.Equal("Profit beats é", structure.GetProperty("claims")[0].GetProperty("evidence").GetString());
        Assert.StartsWith(
            "The headline weighs on", structure.GetProperty("risks")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_they_stay_wrong_the_rule_words_it_and_the_row_says_so()
    {
        StepResult result = Run(new ScriptedModel(r => IsPlan(r) ? Right(r) : "It will go up by 300%."), "BUY", Prompt);
        Assert.Empty(result.Rejects);
        Assert.Equal("""{"plan":"model","News flow from Finnhub":"rule","Risks":"rule"}""",
            Assert.Single(result.All("written_by")));
        Assert.DoesNotContain("300", Assert.Single(result.All("thesis_text")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_keeps_deciding_against_the_label_refuses_the_sample()
    {
        var model = new ScriptedModel(r => Right(r).Replace("\"BUY\"", "\"SELL\"", StringComparison.Ordinal));
        StepResult result = Run(model, "BUY", Prompt);
        Assert.Equal(["against-label"], result.Reasons);
        Assert.Contains("SELL", result.Rejects[0].Detail, StringComparison.Ordinal);
        Assert.Equal(3, model.Asked.Count);
        Assert.Empty(result.Rows);
    }

    [Fact]
    public void Alike_sections_of_a_day_are_asked_once_and_what_is_shared_is_a_prefix()
    {
        var trained = new ScriptedModel(Right);
        Run(trained, "BUY", Prompt, Prompt, Prompt + "- [d] W: Nothing\n");
        Assert.Equal(2, trained.Asked.Count(IsPlan));
        Assert.Equal(3, trained.Asked.Count(r => !IsPlan(r)));   // News twice, risks once.

        var free = new ScriptedModel(_ => null, isTrained: false);
        Run(free, "BUY", Prompt, Prompt + "- [d] W: Nothing\n");
        Assert.Equal(2, free.Asked.Select(r => (r.Instruction, r.Prefix)).Distinct().Count());
        Assert.All(free.Asked, r => Assert.Contains("Profit beats é", r.Prefix, StringComparison.Ordinal));
    }

    [Fact]
    public void Theses_by_rule_score_well_and_decide_right()
    {
        StepResult result = Run(new RuleModel(), "BUY", SamplePrompts.Whole);
        double[] scores = [.. new[] { "rubric_structure", "rubric_evidence", "rubric_decision" }
            .Select(c => double.Parse(Assert.Single(result.All(c))))];
        Assert.InRange(scores[0], 0.6, 1);
        Assert.InRange(scores[1], 0.6, 1);
        Assert.Equal(1, scores[2]);
    }

    [Fact]
    public void A_day_without_a_label_is_refused() => Assert.Equal(["no-label", "no-label"],
        Run(new RuleModel(), "BUY", [Prompt, Prompt], labelled: Monday.AddDays(1)).Reasons);

    [Fact]
    public void A_prompt_that_says_nothing_is_refused() =>
        Assert.Equal(["no-evidence"], Run(new RuleModel(), "BUY", "# AAPL\n").Reasons);

    [Fact]
    public void Evidence_only_against_the_label_is_all_risks() => Assert.Contains(
        "## Risks\n- **Against.** ",
        Assert.Single(Run(new RuleModel(), "BUY", "## News: Finnhub\n- [d] W: A probe\n").All("thesis_text")),
        StringComparison.Ordinal);

    [Fact]
    public void A_cancelled_step_stops() => Assert.Throws<OperationCanceledException>(() =>
        Run(new RuleModel(), "BUY", [Prompt], null, new CancellationToken(canceled: true)));

    private static bool IsPlan(TextRequest request) => request.Suffix.StartsWith("plan ", StringComparison.Ordinal);

    /// <summary>Answers from the short wording alone, in words that are not the rule's.</summary>
    private static string Right(TextRequest request)
    {
        string[] lines = request.Suffix.Split('\n');
        if (!IsPlan(request)) return string.Join('\n', lines.Skip(1).Select(Sentence));
        IEnumerable<string> ids(params string[] leads) => lines.Skip(1).Where(l => leads.Any(l.StartsWith))
            .SelectMany(l => l.Split(' ').Skip(1)).Select(id => $"\"{id}\"");
        return $"{{\"stance\":\"{lines[0][5..]}\",\"factors\":[{string.Join(',', ids("for", "neutral"))}]," +
            $"\"risks\":[{string.Join(',', ids("against"))}]}}";
    }

    private static string Sentence(string line)
    {
        string verb = line[0] switch { '+' => "supports", '-' => "weakens", _ => "leaves open" };
        return $"{char.ToUpperInvariant(line[2])}{line[3..]}, which {verb} the case for buying as the script says it.";
    }

    private static StepResult Run(ITextModel model, string label, params string[] prompts) =>
        Run(model, label, prompts, null);

    private static StepResult Run(
        ITextModel model, string label, string[] prompts, DateOnly? labelled, CancellationToken? cancelled = null)
    {
        using var store = new StepHarness { Cancelled = cancelled };
        using var asker = new TextAsker(model);
        store.Put(CorpusDatasets.Assembled, "AAPL/2024-03-04",
            Batch(CorpusDatasets.Assembled, [.. prompts.Select((p, i) => Sample(Monday, i, p))]));
        DateOnly day = labelled ?? Monday;
        store.Put(CorpusDatasets.Labels, Ticker, Batch(CorpusDatasets.Labels, Label(day, 4, label, day, day)));
        return store.Run(new DistillTheses(asker, Options));
    }
}
