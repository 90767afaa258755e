namespace Tauric.Engine.Contracts;

/// <summary>
/// Turns texts into points such that like texts lie close together. A vector depends on the model and its text, not on
/// the texts beside it nor on the number of threads.
/// </summary>
public interface IEmbeddingModel : IDisposable
{
    /// <summary>Name and hash of all that decides a vector: it enters fingerprints.</summary>
    string Identity { get; }

    int Dimensions { get; }

    /// <summary>
    /// Embeds texts into the rows of a matrix, each of length 1, or all zero for a text without content. Safe from
    /// many threads.
    /// </summary>
    /// <param name="texts">UTF-8.</param>
    /// <param name="vectors">Row-major, texts × <see cref="Dimensions"/>.</param>
    void Embed(IReadOnlyList<ReadOnlyMemory<byte>> texts, Span<float> vectors, CancellationToken cancelled);
}
