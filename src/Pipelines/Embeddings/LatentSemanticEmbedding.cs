using Tauric.Engine.Contracts;
using Tauric.Kernels.Text;
using Tauric.Kernels.Vectors;

namespace Tauric.Pipelines.Embeddings;

/// <summary>
/// Texts by what the corpus at hand says together: for its topics. A text that shares nothing with the corpus has
/// zeros.
/// </summary>
public sealed class LatentSemanticEmbedding(LatentSemantics semantics) : IEmbeddingModel
{
    // Whoever changes a number this gives raises it.
    private const int Version = 1;

    public string Identity { get; } = $"lsa/{Version}:{semantics.Identity}";

    public int Dimensions => semantics.Dimensions;

    public void Embed(IReadOnlyList<ReadOnlyMemory<byte>> texts, Span<float> vectors, CancellationToken cancelled)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(vectors.Length, (long)texts.Count * Dimensions, nameof(vectors));
        for (int i = 0; i < texts.Count; i++)
        {
            cancelled.ThrowIfCancellationRequested();
            using var bag = new TermBag(texts[i].Span);
            semantics.Project(bag, vectors.Slice(i * Dimensions, Dimensions));
        }

        Normalise.Rows(new Rows(vectors, texts.Count, Dimensions), vectors);
    }

    public void Dispose()
    {
    }
}
