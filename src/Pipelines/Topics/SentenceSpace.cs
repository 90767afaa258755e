using System.Text;
using Tauric.Engine.Contracts;
using Tauric.Kernels.Text;
using Tauric.Kernels.Vectors;
using Tauric.Pipelines.Embeddings;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// Where the sentences of a firm lie: in the space all firms share, for what is compared between them, and in one of
/// few dimensions of its own, in which they are clustered. Rows of length 1, or zero.
/// </summary>
/// <param name="common">sentences × <paramref name="dimensions"/>, of the embedding model.</param>
/// <param name="own">sentences × <paramref name="ownDimensions"/>.</param>
internal sealed class SentenceSpace(float[] common, int dimensions, float[] own, int ownDimensions, int count)
{
    /// <summary>
    /// Latent semantics of the firm's own sentences: what is said together lies together. For embeddings that know
    /// spelling only.
    /// </summary>
    public const string Lsa = "lsa";

    /// <summary>Principal components of the embeddings. For models that know meaning.</summary>
    public const string Pca = "pca";

    public int Dimensions => dimensions;

    public int OwnDimensions => ownDimensions;

    public Rows CommonRows => new(common, count, dimensions);

    public Rows OwnRows => new(own, count, ownDimensions);

    /// <param name="cleaned">At least one.</param>
    public static SentenceSpace Of(IReadOnlyList<string> cleaned, IEmbeddingModel model, TopicsOptions options,
        CancellationToken cancelled)
    {
        ReadOnlyMemory<byte>[] texts =
            [.. cleaned.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))];
        float[] common = new float[texts.Length * model.Dimensions];
        model.Embed(texts, common, cancelled);
        (float[] own, int dimensions) = options.Reducer == Lsa
            ? Latent(texts, options.Components, cancelled)
            : Principal(new Rows(common, texts.Length, model.Dimensions), options.Components);
        return new SentenceSpace(common, model.Dimensions, own, dimensions, texts.Length);
    }

    /// <summary>The direction of the mean of some rows of the common space.</summary>
    public float[] Direction(IEnumerable<int> rows)
    {
        double[] sum = new double[Dimensions];
        foreach (int row in rows)
            for (int k = 0; k < Dimensions; k++) sum[k] += common[(row * Dimensions) + k];
        float[] direction = [.. sum.Select(value => (float)value)];
        Normalise.Rows(new Rows(direction, 1, Dimensions), direction);
        return direction;
    }

    private static (float[] Own, int Dimensions) Latent(
        ReadOnlyMemory<byte>[] texts, int components, CancellationToken cancelled)
    {
        using var model = new LatentSemanticEmbedding(LatentSemantics.Fit(texts, components));
        float[] own = new float[texts.Length * model.Dimensions];
        model.Embed(texts, own, cancelled);
        return (own, model.Dimensions);
    }

    private static (float[] Own, int Dimensions) Principal(in Rows rows, int components)
    {
        int dimensions = Math.Min(components, rows.Dimension);
        float[] own = new float[rows.Count * dimensions];
        Kernels.Vectors.Pca.Fit(rows, dimensions).Project(rows, own);
        Normalise.Rows(new Rows(own, rows.Count, dimensions), own);
        return (own, dimensions);
    }
}
