using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Topics;

/// <summary>The sentences of a chunk with the topics they were found in; noise is −1, and is kept.</summary>
public sealed class AssignSentences : Step
{
    private const int Noise = -1;

    public override string Name => "find_topics";

    public override int Version => 1;

    public override Dataset Output => TopicDatasets.Sentences;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        upstream.Of(TopicDatasets.Topics).Select(key => new Partition(key,
            [new Read(TopicDatasets.SplitSentences, key), new Read(TopicDatasets.Topics, key)],
            Chunk.Parse(key).Scope));

    public override void Run(Work work)
    {
        RecordBatch sentences = work.Rows(TopicDatasets.SplitSentences)[0].Rows;
        Dictionary<string, (int Topic, float Depth)> places = Places(work.Rows(TopicDatasets.Topics)[0].Rows);
        using ColumnBuilder topics = new(ArrowType.Int32), depths = new(ArrowType.Float32);
        for (int row = 0; row < sentences.Length; row++)
        {
            (int topic, float depth) =
                places.GetValueOrDefault(sentences["sentence_id"].Text(row)!, (Noise, 0));
            topics.Append(topic);
            depths.Append(depth);
        }

        work.Write(new RecordBatch(Output.Schema, sentences.Length,
            [.. sentences.Columns.Select(column => column.Retain()), topics.Build(), depths.Build()]));
    }

    private static Dictionary<string, (int Topic, float Depth)> Places(RecordBatch topics)
    {
        var places = new Dictionary<string, (int, float)>(StringComparer.Ordinal);
        for (int row = 0; row < topics.Length; row++)
        {
            int topic = topics["local_topic_id"].Values<int>()[row];
            ReadOnlySpan<float> depths = topics["probabilities"].Numbers(row);
            foreach ((int i, string sentence) in topics["sentence_ids"].Texts(row).Index())
                places.Add(sentence, (topic, depths[i]));
        }

        return places;
    }
}
