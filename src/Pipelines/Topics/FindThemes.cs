using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Kernels.Clustering;
using Tauric.Kernels.Vectors;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// Reduce: topics of all firms of a quarter that lie together are a theme, when firms enough have it and none has most
/// of it. Reads topics only, and clusters their vectors, not what anybody named them.
/// </summary>
public sealed class FindThemes(TopicsOptions options, TextAsker writer) : Step
{
    private const int Samples = 2;
    private const int SentencesTold = 5;

    private readonly TopicNames _names = new(writer, options.Seed);

    public override string Name => "find_themes";

    public override int Version => 2;

    public override Dataset Output => TopicDatasets.Themes;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("hdbscan", $"{options.ThemeSizeMin}/{Samples} eom"),
        new("kept", string.Create(CultureInfo.InvariantCulture, $"{options.ThemeFirmsMin} {options.DominanceMax}")),
        new("keywords", $"{options.Keywords}"), .. _names.Parameters,
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        Chunk.ByQuarter(upstream, TopicDatasets.Topics).Select(quarter => new Partition($"{quarter.Key}",
            [.. quarter.Select(chunk => new Read(TopicDatasets.Topics, chunk.Key))], Chunk.ScopeOf(quarter.Key)));

    public override void Run(Work work)
    {
        ThemeTopic[] topics = Topics(work);
        Candidate[] themes = [.. Clusters(topics).Where(theme => IsKept(work, theme))];
        TopicText[] texts = _names.Ask(
            $"{Output.Name}/{work.Key}", work.Key, [.. themes.Select(theme => theme.Facts())], work.Cancelled);
        using var builder = new BatchBuilder(Output.Schema);
        for (int i = 0; i < themes.Length; i++)
        {
            builder["theme_id"].AppendText(
                string.Create(CultureInfo.InvariantCulture, $"theme_{work.Key}_{i + 1:D3}"));
            Append(builder, themes[i], texts[i]);
            builder["quarter"].AppendText(work.Key);
        }

        work.Write(builder.Build());
    }

    /// <summary>In the order of firms and numbers, however they were cut into chunks.</summary>
    private static ThemeTopic[] Topics(Work work)
    {
        var topics = new SortedDictionary<(int Length, string Firm, int Number), ThemeTopic>();
        foreach (ReadRows read in work.Rows(TopicDatasets.Topics))
        {
            for (int row = 0; row < read.Rows.Length; row++)
            {
                ThemeTopic topic = ThemeTopic.Of(read.Rows, row);
                if (!topics.TryAdd((topic.FirmId.Length, topic.FirmId, topic.Number), topic))
                    work.Reject("firm-in-two-chunks", $"{read.Read.Key}#{topic.TopicId}", topic.FirmId);
            }
        }

        return [.. topics.Values];
    }

    private Candidate[] Clusters(ThemeTopic[] topics)
    {
        int firms = topics.Select(topic => topic.FirmId).Distinct(StringComparer.Ordinal).Count();
        int sizeMin = options.ThemeSizeMin > 0 ? options.ThemeSizeMin : Math.Clamp(firms / 10, 3, 20);
        if (topics.Length < sizeMin) return [];
        int dimensions = topics[0].Vector.Length;
        float[] vectors = [.. topics.SelectMany(topic => topic.Vector)];
        int[] labels = new int[topics.Length];
        using IPairwiseOps ops = SimdOps.Create(workers: 1);
        int count = new Hdbscan(sizeMin, Samples).Fit(ops, new Rows(vectors, topics.Length, dimensions),
            Metric.Euclidean, labels, new float[topics.Length]);
        ILookup<int, ThemeTopic> members = topics.Index().ToLookup(topic => labels[topic.Index], topic => topic.Item);
        IReadOnlyList<string>[] keywords =
            ThemeKeywords.Of([.. Enumerable.Range(0, count).Select(i => members[i])], options.Keywords);
        return [.. Enumerable.Range(0, count).Select(i => new Candidate([.. members[i]], keywords[i]))];
    }

    private bool IsKept(Work work, Candidate theme)
    {
        string? reason = theme.Firms < options.ThemeFirmsMin ? "too-few-firms"
            : theme.Dominance > options.DominanceMax ? "dominated" : null;
        if (reason is null) return true;
        work.Reject(reason, $"{work.Key}#{theme.Topics[0].TopicId}", string.Create(CultureInfo.InvariantCulture,
            $"{theme.Topics.Length} topics of {theme.Firms} firms, {theme.Dominance:P0} of one: ")
            + string.Join(", ", theme.Keywords.Take(4)));
        return false;
    }

    private static void Append(BatchBuilder rows, Candidate theme, TopicText text)
    {
        rows["name"].AppendText(text.Name);
        rows["named_by"].AppendText(text.NamedBy);
        rows["description"].AppendText(text.Summary);
        rows["summarised_by"].AppendText(text.SummarisedBy);
        rows["keywords"].AppendTexts(theme.Keywords);
        rows["n_topics"].Append(theme.Topics.Length);
        rows["n_firms"].Append(theme.Firms);
        rows["n_sentences"].Append(theme.Topics.Sum(topic => topic.Sentences));
        rows["dominance"].Append(theme.Dominance);
        rows["topic_ids"].AppendTexts(theme.Topics.Select(topic => topic.TopicId));
        rows["vector"].AppendNumbers(theme.Vector);
    }

    private sealed record Candidate(ThemeTopic[] Topics, IReadOnlyList<string> Keywords)
    {
        public int Firms { get; } = Topics.Select(topic => topic.FirmId).Distinct(StringComparer.Ordinal).Count();

        /// <summary>The share of its topics that one firm has.</summary>
        public double Dominance { get; } =
            (double)Topics.CountBy(topic => topic.FirmId).Max(firm => firm.Value) / Topics.Length;

        /// <summary>What is told of it: from the topics nearest its middle a sentence each.</summary>
        public TopicFacts Facts() => new(Keywords,
            [.. Topics.SelectMany(topic => FindTopics.NameWords(topic.FirmName)).Distinct(StringComparer.Ordinal)])
        {
            Sentences = [.. Topics.OrderByDescending(topic => Similarity.Cosine(topic.Vector, Vector))
                .ThenBy(topic => topic.TopicId, StringComparer.Ordinal).SelectMany(topic => topic.Said.Take(1))
                .Take(SentencesTold)],
        };

        /// <summary>The direction of the mean of its topics.</summary>
        public float[] Vector { get; } = Middle(Topics);

        private static float[] Middle(ThemeTopic[] topics)
        {
            double[] sum = new double[topics[0].Vector.Length];
            foreach (ThemeTopic topic in topics)
                for (int k = 0; k < sum.Length; k++) sum[k] += topic.Vector[k];
            float[] direction = [.. sum.Select(value => (float)value)];
            Normalise.Rows(new Rows(direction, 1, sum.Length), direction);
            return direction;
        }
    }
}
