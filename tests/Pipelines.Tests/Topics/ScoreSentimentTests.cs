using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class ScoreSentimentTests
{
    private static readonly string[] s_said =
        ["Orders were strong.", "Losses widened again.", "We opened two ports.", "Orders were strong."];

    [Fact]
    public void The_lexicon_judges_where_there_is_no_classifier()
    {
        StepResult scores = Run(null, s_said);
        Assert.Equal(["4|4|2|1|1|0.25|(strong 2)|(losses 1)"], Columns(scores));
        Assert.Equal([ToneLexicon.Default.Identity], scores.All("scored_by"));
    }

    [Fact]
    public void A_classifier_judges_each_sentence_once_by_its_words_and_the_lexicon_what_it_gets_wrong()
    {
        var model = new ScriptedModel(request => request.Suffix switch
        {
            var said when said.Contains("Losses", StringComparison.Ordinal) => "negative: losses, widened",
            var said when said.Contains("ports", StringComparison.Ordinal) => "positive: opened",
            _ => "positive: splendid",      // No word of the sentence.
        }, isTrained: false);
        StepResult scores = Run(model, s_said);
        Assert.Equal(["4|2|3|1|0|0.5|(strong 2) (opened 1)|(losses 1) (widened 1)"], Columns(scores));
        Assert.Equal(["scripted"], scores.All("scored_by"));
        Assert.Equal(3, model.Asked.Select(request => request.Suffix).Distinct().Count());
        Assert.All(model.Asked, request => Assert.Contains("word ::=", request.Grammar, StringComparison.Ordinal));
    }

    [Fact]
    public void Who_judges_enters_the_fingerprint()
    {
        using var asker = new TextAsker(new ScriptedModel(_ => "neutral", isTrained: false));
        Assert.Contains(new ScoreSentiment(ToneLexicon.Default, asker).Parameters, p => p.Value == "scripted v1");
        Assert.DoesNotContain(new ScoreSentiment(ToneLexicon.Default).Parameters, p => p.Key == "writer");
    }

    private static IEnumerable<string> Columns(StepResult scores) => scores.Rows.Select(row => string.Join('|',
        new[] { "n_sentences", "by_lexicon", "positive", "negative", "neutral", "score", "positive_evidence",
            "negative_evidence" }.Select(column => row.Fields[column])));

    private static StepResult Run(ITextModel? model, string[] said)
    {
        using TextAsker? asker = model is null ? null : new TextAsker(model);
        using var harness = new StepHarness();
        harness.Put(TopicDatasets.ThemesForSentiment, "2023Q1/00", Themes(said));
        return harness.Run(new ScoreSentiment(ToneLexicon.Default, asker));
    }

    private static RecordBatch Themes(string[] said)
    {
        using var rows = new BatchBuilder(TopicDatasets.ThemesForSentiment.Schema);
        string[] texts = ["theme_id", "theme_name", "theme_description", "firm_id", "firm_name", "gvkey", "topic_id",
            "topic_summary", "quarter"];
        foreach (string text in texts) rows[text].AppendText(text);
        rows["theme_keywords"].CloseRow();
        rows["permno"].Append(1L);
        rows["earnings_call_date"].Append(19_000);
        rows["link_date"].Append(15_000);
        ColumnBuilder item = rows["sentences"].Child();
        foreach ((int i, string text) in said.Index())
        {
            item.Child(0).AppendText($"7_70_{i:D4}");
            item.Child(1).AppendText(text);
            item.Child(2).AppendText("Executives");
            item.Child(3).Append(i);
            item.CloseRow();
        }

        rows["sentences"].CloseRow();
        rows["n_sentences"].Append(said.Length);
        return rows.Build();
    }
}
