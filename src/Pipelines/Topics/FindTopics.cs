using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Kernels.Text;
using Tauric.Kernels.Vectors;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// Map: the topics of each firm of a chunk, found in its own sentences alone, named from their keywords without any
/// firm's name. All names of a chunk are asked together.
/// </summary>
/// <param name="model">Of the common space.</param>
public sealed class FindTopics(TopicsOptions options, IEmbeddingModel model, TextAsker writer) : Step
{
    private readonly TopicNames _names = new(writer, options.Seed);

    public override string Name => "find_topics";

    public override int Version => 2;

    public override Dataset Output => TopicDatasets.Topics;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("embedding", model.Identity), new("reducer", $"{options.Reducer} {options.Components}"),
        new("hdbscan", $"{options.TopicSizeMin}/{options.TopicSamples} {options.TopicSelection}"),
        new("keywords", string.Create(CultureInfo.InvariantCulture, $"{options.Keywords} {options.KeywordDiversity}")),
        .. _names.Parameters,
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        upstream.Of(TopicDatasets.SplitSentences).Select(key => new Partition(key,
            [new Read(TopicDatasets.SplitSentences, key), new Read(TopicDatasets.Calls, key)],
            Chunk.Parse(key).Scope));

    public override void Run(Work work)
    {
        RecordBatch sentences = work.Rows(TopicDatasets.SplitSentences)[0].Rows;
        FirmCall[] firms = FirmCall.Of(work.Rows(TopicDatasets.Calls)[0].Rows);
        using IPairwiseOps ops = SimdOps.Create(workers: 1);
        var finder = new FirmTopics(model, ops, options);
        var found = new List<(FirmCall Firm, int First, FirmTopic Topic, int Number)>();
        foreach ((FirmCall firm, Range rows) in FirmCall.Rows(firms, sentences["firm_id"]))
        {
            work.Cancelled.ThrowIfCancellationRequested();
            (int first, int count) = rows.GetOffsetAndLength(sentences.Length);
            string[] cleaned =
                [.. Enumerable.Range(first, count).Select(row => sentences["cleaned_text"].Text(row)!)];
            foreach ((int number, FirmTopic topic) in finder.Find(firm.FirmId, cleaned, work.Cancelled).Index())
                found.Add((firm, first, topic, number));
        }

        TopicText[] texts = _names.Ask($"{Output.Name}/{work.Key}", work.Key,
            [.. found.Select(f => new TopicFacts(f.Topic.Keywords, NameWords(f.Firm.Name))
            {
                Sentences = [.. f.Topic.Representatives.Select(row => sentences["raw_text"].Text(f.First + row)!)],
            })], work.Cancelled);
        using var builder = new BatchBuilder(Output.Schema);
        foreach (((FirmCall firm, int first, FirmTopic topic, int number), TopicText text) in found.Zip(texts))
        {
            Append(builder, firm, number, topic, text);
            AppendSentences(builder, sentences, first, topic);
            builder["quarter"].AppendText($"{Chunk.Parse(work.Key).Quarter}");
            if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
        }

        work.Write(builder.Build());
    }

    internal static string[] NameWords(string firm) => CanonicalText.Of(firm).Split(' ');

    private static void Append(BatchBuilder rows, FirmCall firm, int number, FirmTopic topic, TopicText text)
    {
        rows["topic_id"].AppendText($"{firm.FirmId}_{number}");
        rows["firm_id"].AppendText(firm.FirmId);
        rows["firm_name"].AppendText(firm.Name);
        rows["local_topic_id"].Append(number);
        rows["permno"].Append(firm.Permno);
        rows["gvkey"].AppendText(firm.Gvkey);
        rows["earnings_call_date"].Append(firm.CallDate);
        rows["representation"].AppendText(string.Join(", ", topic.Keywords.Take(4)));
        rows["name"].AppendText(text.Name);
        rows["named_by"].AppendText(text.NamedBy);
        rows["summary"].AppendText(text.Summary);
        rows["summarised_by"].AppendText(text.SummarisedBy);
        rows["keywords"].AppendTexts(topic.Keywords);
        rows["n_sentences"].Append(topic.Members.Length);
        rows["coherence_npmi"].Append(topic.Coherence);
        rows["stability"].Append(topic.Stability);
    }

    private static void AppendSentences(BatchBuilder rows, RecordBatch sentences, int first, FirmTopic topic)
    {
        rows["representative_sentences"].AppendTexts(
            topic.Representatives.Select(row => sentences["raw_text"].Text(first + row)!));
        rows["sentence_ids"].AppendTexts(topic.Members.Select(row => sentences["sentence_id"].Text(first + row)!));
        rows["probabilities"].AppendNumbers(topic.Probabilities);
        rows["vector"].AppendNumbers(topic.Vector);
    }
}
