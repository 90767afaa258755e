using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Topics;

/// <summary>Which topic of which firm belongs to which theme.</summary>
public sealed class ListContributions : Step
{
    private static readonly string[] s_ofTopic =
        ["firm_id", "firm_name", "permno", "gvkey", "earnings_call_date", "topic_id", "n_sentences", "quarter"];

    public override string Name => "find_themes";

    public override int Version => 1;

    public override Dataset Output => TopicDatasets.Contributions;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        Chunk.ByQuarter(upstream, TopicDatasets.Topics).Select(quarter => new Partition($"{quarter.Key}",
            [new Read(TopicDatasets.Themes, $"{quarter.Key}"),
                .. quarter.Select(chunk => new Read(TopicDatasets.Topics, chunk.Key))],
            Chunk.ScopeOf(quarter.Key)));

    public override void Run(Work work)
    {
        RecordBatch themes = work.Rows(TopicDatasets.Themes)[0].Rows;
        var places = new Dictionary<string, (RecordBatch Topics, int Row)>(StringComparer.Ordinal);
        foreach (ReadRows read in work.Rows(TopicDatasets.Topics))
            for (int row = 0; row < read.Rows.Length; row++)
                places.TryAdd(read.Rows["topic_id"].Text(row)!, (read.Rows, row));
        using var builder = new BatchBuilder(Output.Schema);
        for (int theme = 0; theme < themes.Length; theme++)
        {
            foreach (string topic in themes["topic_ids"].Texts(theme))
            {
                (RecordBatch topics, int row) = places[topic];
                builder["theme_id"].AppendBytes(themes["theme_id"].Bytes(theme));
                foreach (string column in s_ofTopic) builder[column].AppendFrom(topics[column], row);
                if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
            }
        }

        work.Write(builder.Build());
    }
}
