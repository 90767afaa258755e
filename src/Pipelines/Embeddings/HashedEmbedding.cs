using Tauric.Engine.Contracts;
using Tauric.Kernels.Text;
using Tauric.Kernels.Vectors;

namespace Tauric.Pipelines.Embeddings;

/// <summary>
/// The embedding that needs no model: words, pairs of words and letter runs along random signs. It knows spelling, not
/// meaning: texts are alike when they share words or parts of words.
/// </summary>
/// <param name="frequency">Fitted on the corpus at hand: better to find what is nearest, worse to sort by kind.</param>
public sealed class HashedEmbedding(InverseDocumentFrequency? frequency = null) : IEmbeddingModel
{
    // Whoever changes a number this gives raises it.
    private const int Version = 1;

    public string Identity { get; } =
        $"hashed-ngrams/{Version}" + (frequency is null ? "" : $"+idf:{frequency.Identity}");

    public int Dimensions => 256;

    public void Embed(IReadOnlyList<ReadOnlyMemory<byte>> texts, Span<float> vectors, CancellationToken cancelled)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(vectors.Length, (long)texts.Count * Dimensions, nameof(vectors));
        for (int i = 0; i < texts.Count; i++)
        {
            cancelled.ThrowIfCancellationRequested();
            using var bag = new TermBag(texts[i].Span);
            frequency?.Weigh(bag.Features, bag.Weights);
            SignProjection.Of(bag.Features, bag.Weights, vectors.Slice(i * Dimensions, Dimensions));
        }

        Normalise.Rows(new Rows(vectors, texts.Count, Dimensions), vectors);
    }

    public void Dispose()
    {
    }
}
