using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Kernels.Clustering;
using Tauric.Kernels.Vectors;

namespace Tauric.Pipelines.Topics;

/// <summary>A topic of a firm.</summary>
/// <param name="Members">Its sentences, deepest first, then in order.</param>
/// <param name="Probabilities">Of each member, how deep: see <see cref="Hdbscan"/>.</param>
/// <param name="Vector">In the common space.</param>
/// <param name="Keywords">Weightiest first.</param>
/// <param name="Representatives">Sentences near its middle that do not repeat each other.</param>
/// <param name="Coherence">NPMI of its keywords over the firm's sentences, −1 to 1.</param>
/// <param name="Stability">0 to 1: how much of it is found again in parts of the sentences.</param>
internal sealed record FirmTopic(int[] Members, float[] Probabilities, float[] Vector, IReadOnlyList<string> Keywords,
    int[] Representatives, double Coherence, double Stability);

/// <summary>
/// The topics of one firm: its sentences clustered by density, each cluster described by what tells it from the others.
/// </summary>
/// <param name="ops">Of the caller; one firm at a time.</param>
internal sealed class FirmTopics(IEmbeddingModel model, IPairwiseOps ops, TopicsOptions options)
{
    private const int Candidates = 30;
    private const int RepresentativesMax = 3;
    private const int TermTextsMin = 2;
    private const int Resamples = 10;
    private const double ResampleShare = 0.8;

    private readonly Hdbscan _hdbscan = new(options.TopicSizeMin, options.TopicSamples, options.Selection);

    /// <param name="firm">For the draw of the resamples.</param>
    /// <param name="cleaned">All its sentences of the quarter, in order.</param>
    public IReadOnlyList<FirmTopic> Find(string firm, IReadOnlyList<string> cleaned, CancellationToken cancelled)
    {
        if (cleaned.Count < options.TopicSizeMin) return [];
        SentenceSpace space = SentenceSpace.Of(cleaned, model, options, cancelled);
        int[] labels = new int[cleaned.Count];
        float[] depths = new float[cleaned.Count];
        int count = _hdbscan.Fit(ops, space.OwnRows, Metric.Euclidean, labels, depths);
        if (count == 0) return [];
        double[] stability = Stability(firm, space, labels, count);
        var table = new TermTable(cleaned, TermTextsMin);
        SparseRows counts = table.ByClass(labels, count);
        float[] weights = ClassTfIdf.Weigh(counts);
        var topics = new FirmTopic[count];
        for (int topic = 0; topic < count; topic++)
        {
            cancelled.ThrowIfCancellationRequested();
            int[] members = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == topic)
                .OrderByDescending(row => depths[row]).ThenBy(row => row)];
            float[] vector = space.Direction(members.Order());
            int[] terms = Terms(table, counts, weights, topic, vector, cancelled);
            topics[topic] = new FirmTopic(members, [.. members.Select(row => depths[row])], vector,
                [.. terms.Select(term => table.Terms[term])], Representatives(space, members, vector),
                NpmiCoherence.Of(table.Texts, terms), stability[topic]);
        }

        return topics;
    }

    /// <summary>Of the weightiest terms those that fit the topic and do not repeat each other.</summary>
    private int[] Terms(TermTable table, SparseRows counts, float[] weights, int topic, float[] vector,
        CancellationToken cancelled)
    {
        int[] candidates = [.. Enumerable.Range(counts.Starts[topic], counts.Starts[topic + 1] - counts.Starts[topic])
            .OrderByDescending(i => weights[i]).ThenBy(i => counts.Columns[i]).Take(Candidates)
            .Select(i => counts.Columns[i])];
        if (candidates.Length == 0) return [];
        ReadOnlyMemory<byte>[] texts =
            [.. candidates.Select(term => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(table.Terms[term]))];
        float[] vectors = new float[texts.Length * model.Dimensions];
        model.Embed(texts, vectors, cancelled);
        int[] chosen = new int[Math.Min(options.Keywords, candidates.Length)];
        MaximalMarginalRelevance.Select(
            new Rows(vectors, texts.Length, model.Dimensions), vector, options.KeywordDiversity, chosen);
        return [.. chosen.Order().Select(i => candidates[i])];
    }

    private static int[] Representatives(SentenceSpace space, int[] members, float[] vector)
    {
        float[] rows = new float[members.Length * space.Dimensions];
        foreach ((int i, int member) in members.Index())
            space.CommonRows[member].CopyTo(rows.AsSpan(i * space.Dimensions));
        int[] chosen = new int[Math.Min(RepresentativesMax, members.Length)];
        MaximalMarginalRelevance.Select(new Rows(rows, members.Length, space.Dimensions), vector, 0.3, chosen);
        return [.. chosen.Select(i => members[i])];
    }

    /// <summary>
    /// The mean over resamples of the largest Jaccard similarity with a cluster found there, among the rows drawn.
    /// Hennig 2007, by subsets: rows drawn twice would be clusters of their own.
    /// </summary>
    private double[] Stability(string firm, SentenceSpace space, int[] labels, int count)
    {
        double[] sums = new double[count];
        int[] rows = new int[(int)(labels.Length * ResampleShare)];
        if (rows.Length < options.TopicSizeMin) return sums;
        float[] values = new float[rows.Length * space.OwnDimensions], depths = new float[rows.Length];
        int[] found = new int[rows.Length];
        for (int resample = 0; resample < Resamples; resample++)
        {
            var random = CounterRandom.For(options.Seed, "topic-stability", firm, $"{resample}");
            int[] order = [.. Enumerable.Range(0, labels.Length)];
            random.Shuffle<int>(order);
            order.AsSpan(0, rows.Length).CopyTo(rows);
            Array.Sort(rows);
            foreach ((int i, int row) in rows.Index())
                space.OwnRows[row].CopyTo(values.AsSpan(i * space.OwnDimensions));
            int clusters = _hdbscan.Fit(
                ops, new Rows(values, rows.Length, space.OwnDimensions), Metric.Euclidean, found, depths);
            AddJaccard([.. rows.Select(row => labels[row])], count, found, clusters, sums);
        }

        return [.. sums.Select(sum => sum / Resamples)];
    }

    private static void AddJaccard(int[] labels, int count, int[] found, int clusters, double[] sums)
    {
        int[] sizes = new int[count], foundSizes = new int[clusters], shared = new int[count * Math.Max(1, clusters)];
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] >= 0) sizes[labels[row]]++;
            if (found[row] >= 0) foundSizes[found[row]]++;
            if (labels[row] >= 0 && found[row] >= 0) shared[(labels[row] * clusters) + found[row]]++;
        }

        for (int label = 0; label < count; label++)
        {
            double best = 0;
            for (int cluster = 0; cluster < clusters; cluster++)
            {
                int both = shared[(label * clusters) + cluster];
                best = Math.Max(best, (double)both / (sizes[label] + foundSizes[cluster] - both));
            }

            sums[label] += best;
        }
    }
}
