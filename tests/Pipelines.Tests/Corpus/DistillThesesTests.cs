using Tauric.Engine.Contracts;
using Tauric.Pipelines.Corpus;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class DistillThesesTests
{
    private const string Prompt = "## Daily prices\n- the café closed higher\n";

    [Fact]
    public void A_thesis_that_quotes_the_prompt_and_follows_the_label_is_kept()
    {
        StepResult result = Run(Thesis("BUY", "café closed"));
        Assert.Empty(result.Rejects);
        Assert.Equal(["AAPL_2024-03-04_00", "AAPL_2024-03-04_01"], result.All("sample_id"));
        Assert.Equal(
            """{"version":"1","summary":"s","claims":[{"text":"t","evidence":"café closed","source":"x","stance":1}],"""
            + """ "risks":["r"],"recommendation":"BUY"}""".Trim(),
            result.All("thesis_structure").First());
    }

    [Theory]
    [InlineData("BUY", "cafe closed", "quote-not-in-prompt")]
    [InlineData("BUY", "", "quote-not-in-prompt")]
    [InlineData("SELL", "café closed", "against-label")]
    [InlineData("BUY", null, "no-evidence")]
    public void A_thesis_that_does_not_is_refused(string recommendation, string? quote, string reason)
    {
        StepResult result = Run(Thesis(recommendation, quote));
        Assert.Equal([reason, reason], result.Reasons);
        Assert.Empty(result.Rows);
    }

    [Fact]
    public void A_day_without_a_label_is_refused() =>
        Assert.Equal(["no-label", "no-label"], Run(Thesis("BUY", "café"), labelled: Monday.AddDays(1)).Reasons);

    [Fact]
    public void A_cancelled_step_stops() => Assert.Throws<OperationCanceledException>(() =>
        Run(Thesis("BUY", "café"), cancelled: new CancellationToken(canceled: true)));

    private static Thesis Thesis(string recommendation, string? quote) =>
        new("s", quote is null ? [] : [new ThesisClaim("t", quote, "x", 1)], ["r"], recommendation, "text");

    private static StepResult Run(Thesis thesis, DateOnly? labelled = null, CancellationToken? cancelled = null)
    {
        using var store = new StepHarness { Cancelled = cancelled };
        store.Put(CorpusDatasets.Assembled, "AAPL/2024-03-04",
            Batch(CorpusDatasets.Assembled, Sample(Monday, 0, Prompt), Sample(Monday, 1, Prompt)));
        DateOnly day = labelled ?? Monday;
        store.Put(CorpusDatasets.Labels, Ticker, Batch(CorpusDatasets.Labels, Label(day, 4, "BUY", day, day)));
        return store.Run(new DistillTheses(new Says(thesis)));
    }

    private sealed class Says(Thesis thesis) : IThesisWriter
    {
        public string Identity => "says";

        public Thesis Write(ThesisRequest request) => thesis;
    }
}
