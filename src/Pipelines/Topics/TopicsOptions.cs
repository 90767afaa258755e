using System.Globalization;
using Tauric.Engine.Contracts;
using Tauric.Kernels.Clustering;
using Tauric.Pipelines.Embeddings;

namespace Tauric.Pipelines.Topics;

/// <summary>Parameters of the topics that decide their bytes. Checked by <see cref="Problems"/> first.</summary>
public sealed record TopicsOptions
{
    /// <summary>The <see cref="Reducer"/> that suits the embedding: see <see cref="For"/>.</summary>
    public const string ByEmbedding = "auto";

    /// <summary>How sentences are laid out before they are clustered: see <see cref="SentenceSpace"/>.</summary>
    public string Reducer { get; init; } = SentenceSpace.Lsa;

    /// <summary>Dimensions that are left.</summary>
    public int Components { get; init; } = 15;

    /// <summary>Sentences of a topic at least.</summary>
    public int TopicSizeMin { get; init; } = 8;

    /// <summary>Neighbours that make a sentence dense.</summary>
    public int TopicSamples { get; init; } = 3;

    /// <summary><c>eom</c> or <c>leaf</c>: topics that last, or the finest there are.</summary>
    public string TopicSelection { get; init; } = "eom";

    public int Keywords { get; init; } = 10;

    /// <summary>Of keywords, 0 to 1: 0 takes the weightiest whatever they repeat.</summary>
    public double KeywordDiversity { get; init; } = 0.3;

    /// <summary>Topics of a theme at least; 0 for a tenth of the firms, 3 to 20.</summary>
    public int ThemeSizeMin { get; init; }

    /// <summary>Firms of a theme at least.</summary>
    public int ThemeFirmsMin { get; init; } = 2;

    /// <summary>Share of a theme's topics that one firm may have.</summary>
    public double DominanceMax { get; init; } = 0.4;

    /// <summary>Cosine from which on themes of two quarters are the same.</summary>
    public double ContinuityMin { get; init; } = 0.6;

    public long Seed { get; init; } = 1234;

    internal ClusterSelection Selection =>
        TopicSelection == "leaf" ? ClusterSelection.Leaf : ClusterSelection.ExcessOfMass;

    /// <summary>What a model embeds is clustered as it lies; hashed words say too little about meaning.</summary>
    internal TopicsOptions For(IEmbeddingModel embedding) => Reducer != ByEmbedding ? this
        : this with { Reducer = embedding is HashedEmbedding ? SentenceSpace.Lsa : SentenceSpace.Pca };

    public IEnumerable<string> Problems()
    {
        if (Reducer is not (ByEmbedding or SentenceSpace.Lsa or SentenceSpace.Pca))
            yield return $"topics.reducer: '{Reducer}' is not auto, lsa or pca";
        if (TopicSelection is not ("eom" or "leaf"))
            yield return $"topics.selection: '{TopicSelection}' is not eom or leaf";
        if (Outside("topics.components", Components, 2, 256) is { } components) yield return components;
        if (Outside("topics.size_min", TopicSizeMin, 2, 1000) is { } size) yield return size;
        if (Outside("topics.samples", TopicSamples, 1, 1000) is { } samples) yield return samples;
        if (Outside("topics.keywords", Keywords, 1, 10) is { } keywords) yield return keywords;
        if (Outside("topics.theme_size_min", ThemeSizeMin, 0, 1000) is { } theme) yield return theme;
        if (ThemeSizeMin == 1) yield return "topics.theme_size_min: 1 is not in 2..1000";
        if (Outside("topics.theme_firms_min", ThemeFirmsMin, 1, 1000) is { } firms) yield return firms;
        if (Outside("topics.keyword_diversity", KeywordDiversity) is { } diversity) yield return diversity;
        if (Outside("topics.dominance_max", DominanceMax) is { } dominance) yield return dominance;
        if (Outside("topics.continuity_min", ContinuityMin) is { } continuity) yield return continuity;
    }

    private static string? Outside(string key, int value, int least, int most) =>
        value >= least && value <= most ? null : $"{key}: {value} is not in {least}..{most}";

    private static string? Outside(string key, double share) => share is >= 0 and <= 1
        ? null : $"{key}: {share.ToString("R", CultureInfo.InvariantCulture)} is not in 0..1";
}
