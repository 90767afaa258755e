using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Topics;

/// <summary>The themes of a quarter with the sentences that the firms of a chunk say about them.</summary>
public sealed class PackForSentiment : Step
{
    private static readonly string[] s_ofTopic =
        ["firm_id", "firm_name", "permno", "gvkey", "earnings_call_date", "topic_id", "n_sentences", "quarter"];

    public override string Name => "pack_for_sentiment";

    public override int Version => 1;

    public override Dataset Output => TopicDatasets.ThemesForSentiment;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        upstream.Of(TopicDatasets.Topics).Select(Chunk.Parse).Select(chunk => new Partition(chunk.Key,
            [new Read(TopicDatasets.Themes, $"{chunk.Quarter}"), new Read(TopicDatasets.Topics, chunk.Key),
                new Read(TopicDatasets.Sentences, chunk.Key), new Read(TopicDatasets.Calls, chunk.Key)],
            chunk.Scope));

    public override void Run(Work work)
    {
        RecordBatch themes = work.Rows(TopicDatasets.Themes)[0].Rows;
        RecordBatch topics = work.Rows(TopicDatasets.Topics)[0].Rows;
        RecordBatch sentences = work.Rows(TopicDatasets.Sentences)[0].Rows;
        Dictionary<string, int> topicRows = Places(topics["topic_id"]), rows = Places(sentences["sentence_id"]);
        Dictionary<string, int> linked = FirmCall.Of(work.Rows(TopicDatasets.Calls)[0].Rows)
            .ToDictionary(firm => firm.FirmId, firm => firm.LinkDate, StringComparer.Ordinal);
        using var builder = new BatchBuilder(Output.Schema);
        for (int theme = 0; theme < themes.Length; theme++)
        {
            foreach (string id in themes["topic_ids"].Texts(theme))
            {
                if (!topicRows.TryGetValue(id, out int topic)) continue;    // Another chunk's.
                builder["theme_id"].AppendFrom(themes["theme_id"], theme);
                builder["theme_name"].AppendFrom(themes["name"], theme);
                builder["theme_description"].AppendFrom(themes["description"], theme);
                builder["theme_keywords"].AppendTexts(themes["keywords"].Texts(theme));
                foreach (string column in s_ofTopic) builder[column].AppendFrom(topics[column], topic);
                builder["link_date"].Append(linked[topics["firm_id"].Text(topic)!]);
                builder["topic_summary"].AppendFrom(topics["summary"], topic);
                AppendSentences(builder["sentences"], sentences,
                    topics["sentence_ids"].Texts(topic).Select(sentence => rows[sentence]).Order());
                if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
            }
        }

        work.Write(builder.Build());
    }

    private static void AppendSentences(ColumnBuilder column, RecordBatch sentences, IEnumerable<int> rows)
    {
        ColumnBuilder item = column.Child();
        foreach (int row in rows)
        {
            item.Child(0).AppendFrom(sentences["sentence_id"], row);
            item.Child(1).AppendFrom(sentences["raw_text"], row);
            item.Child(2).AppendFrom(sentences["speaker_type"], row);
            item.Child(3).AppendFrom(sentences["position"], row);
            item.CloseRow();
        }

        column.CloseRow();
    }

    private static Dictionary<string, int> Places(Column ids)
    {
        var places = new Dictionary<string, int>(ids.Length, StringComparer.Ordinal);
        for (int row = 0; row < ids.Length; row++) places.TryAdd(ids.Text(row)!, row);
        return places;
    }
}
