using Tauric.Kernels.Text;

namespace Tauric.Pipelines.Feeds;

/// <summary>Which texts say nearly the same: Jaccard similarity of three-word shingles at least 0.8.</summary>
internal sealed class NearDuplicates
{
    private const double SimilarityMin = 0.8;

    private readonly List<int>[] _neighbours;

    /// <param name="canonical">Distinct texts as <see cref="CanonicalText.Of"/> gives them.</param>
    public NearDuplicates(IReadOnlyList<string> canonical)
    {
        _neighbours = [.. canonical.Select(_ => new List<int>())];
        ulong[][] shingles = [.. canonical.Select(text => Shingles.Of(text))];
        foreach ((int first, int second) in LshBands.NearDuplicates(shingles, SimilarityMin))
        {
            _neighbours[first].Add(second);
            _neighbours[second].Add(first);
        }
    }

    /// <summary>Indices of the other texts like this one.</summary>
    public IReadOnlyList<int> Of(int text) => _neighbours[text];
}
