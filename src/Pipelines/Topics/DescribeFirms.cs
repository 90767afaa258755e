using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Topics;

/// <summary>The linked firms of a chunk, with how much was said and found.</summary>
public sealed class DescribeFirms : Step
{
    public override string Name => "find_topics";

    public override int Version => 2;

    public override Dataset Output => TopicDatasets.Firms;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        upstream.Of(TopicDatasets.Topics).Select(key => new Partition(key,
            [new Read(TopicDatasets.Calls, key), new Read(TopicDatasets.SplitSentences, key),
                new Read(TopicDatasets.Topics, key)],
            Chunk.Parse(key).Scope));

    public override void Run(Work work)
    {
        Dictionary<string, int> sentences = Count(work.Rows(TopicDatasets.SplitSentences)[0].Rows["firm_id"]);
        Dictionary<string, int> topics = Count(work.Rows(TopicDatasets.Topics)[0].Rows["firm_id"]);
        using var builder = new BatchBuilder(Output.Schema);
        foreach (FirmCall firm in FirmCall.Of(work.Rows(TopicDatasets.Calls)[0].Rows))
        {
            builder["firm_id"].AppendText(firm.FirmId);
            builder["firm_name"].AppendText(firm.Name);
            builder["ticker"].AppendText(firm.Ticker);
            builder["gvkey"].AppendText(firm.Gvkey);
            builder["permno"].Append(firm.Permno);
            builder["link_date"].Append(firm.LinkDate);
            builder["earnings_call_date"].Append(firm.CallDate);
            builder["n_calls"].Append(firm.Calls);
            builder["n_sentences"].Append(sentences.GetValueOrDefault(firm.FirmId));
            builder["n_topics"].Append(topics.GetValueOrDefault(firm.FirmId));
            builder["quarter"].AppendText($"{Chunk.Parse(work.Key).Quarter}");
        }

        work.Write(builder.Build());
    }

    private static Dictionary<string, int> Count(Column ids)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < ids.Length; row++)
            counts[ids.Text(row)!] = counts.GetValueOrDefault(ids.Text(row)!) + 1;
        return counts;
    }
}
