using Tauric.Engine;
using Tauric.Pipelines.Corpus;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class GateLabelSharesTests
{
    [Fact]
    public void Shares_on_target_pass_and_are_reported()
    {
        StepResult result = Run(0.02, 3, 12, 38, 32, 15);
        Assert.Equal(["0.03", "0.12", "0.38", "0.32", "0.15"], result.All("share"));
        Assert.Equal(["STRONG SELL", "SELL", "HOLD", "BUY", "STRONG BUY"], result.All("label"));
    }

    [Fact]
    public void Shares_off_target_stop_the_run_and_say_which()
    {
        DataException stop = Assert.Throws<DataException>(() => Run(0.02, 3, 12, 41, 29, 15));
        Assert.Contains(
            "HOLD 41.0 % instead of 38.0 %, BUY 29.0 % instead of 32.0 %", stop.Message, StringComparison.Ordinal);
        Assert.Contains("labels.share_tolerance", stop.Message, StringComparison.Ordinal);
        Assert.Equal(4, stop.ExitCode);
    }

    [Fact]
    public void The_tolerance_is_an_option() => Assert.Equal(5, Run(0.04, 3, 12, 41, 29, 15).Rows.Count);

    private static StepResult Run(double tolerance, params int[] counts)
    {
        using var store = new StepHarness();
        var rows = counts.SelectMany((count, i) => Enumerable.Repeat(i + 1, count)).Select(LabelRow);
        store.Put(CorpusDatasets.Labels, Ticker, Batch(CorpusDatasets.Labels, [.. rows]));
        return store.Run(new GateLabelShares(Options with { LabelShareTolerance = tolerance }));
    }

    private static Dictionary<string, object?> LabelRow(int label) => Label(Monday, label, "HOLD", Monday, Monday);
}
