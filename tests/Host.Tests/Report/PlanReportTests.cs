using Tauric.Engine.Dataflow;
using Tauric.Host.Report;

namespace Tauric.Host.Tests.Report;

public sealed class PlanReportTests
{
    [Fact]
    public void A_long_plan_shows_its_first_fifty_partitions()
    {
        PlannedPartition[] planned = [.. Enumerable.Range(0, 1_060)
            .Select(i => new PlannedPartition("assemble_samples", $"assembled/AAPL/{i}",
                "news/AAPL/2024-03-05.jsonl changed", i != 1))];
        using var words = new StringWriter();
        PlanReport.WritePartitions(planned, words);
        string[] lines = words.ToString().TrimEnd().Split('\n');
        Assert.Equal(51, lines.Length);
        Assert.Equal("assemble_samples assembled/AAPL/0 because news/AAPL/2024-03-05.jsonl changed", lines[0]);
        Assert.Equal("assemble_samples assembled/AAPL/1 perhaps, because news/AAPL/2024-03-05.jsonl changed", lines[1]);
        Assert.StartsWith("… and 1,010 more", lines[50]);
    }
}
