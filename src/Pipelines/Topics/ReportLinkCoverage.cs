using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// How many firms of a quarter have a security, and why the others have none. A firm is linked when one of its calls
/// is; else it counts by its last call.
/// </summary>
public sealed class ReportLinkCoverage : Step
{
    public override string Name => "link_calls";

    public override int Version => 1;

    public override Dataset Output => TopicDatasets.LinkCoverage;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        Chunk.ByQuarter(upstream, TopicDatasets.Calls).Select(quarter => new Partition($"{quarter.Key}",
            [.. quarter.Select(chunk => new Read(TopicDatasets.Calls, chunk.Key))], Chunk.ScopeOf(quarter.Key)));

    public override void Run(Work work)
    {
        var firms = new SortedDictionary<string, (int Day, string Status)>(StringComparer.Ordinal);
        foreach (ReadRows read in work.Rows(TopicDatasets.Calls))
        {
            ReadOnlySpan<int> days = read.Rows["earnings_call_date"].Values<int>();
            for (int row = 0; row < read.Rows.Length; row++)
            {
                string firm = read.Rows["firm_id"].Text(row)!, status = read.Rows["status"].Text(row)!;
                (int Day, string Status) call = (status == FirmLinks.Linked ? int.MaxValue : days[row], status);
                if (!firms.TryGetValue(firm, out var before) || call.Day >= before.Day) firms[firm] = call;
            }
        }

        using var builder = new BatchBuilder(Output.Schema);
        foreach (var same in firms.GroupBy(firm => firm.Value.Status)
            .OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal))
        {
            builder["quarter"].AppendText(work.Key);
            builder["status"].AppendText(same.Key);
            builder["firms"].Append(same.Count());
            builder["share"].Append((double)same.Count() / firms.Count);
            foreach ((string firm, _) in same) builder["firm_ids"].Child().AppendText(firm);
            builder["firm_ids"].CloseRow();
        }

        work.Write(builder.Build());
    }
}
