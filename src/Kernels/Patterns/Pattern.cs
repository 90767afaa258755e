using Tauric.Engine;
using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Patterns;

/// <summary>
/// A shape in time told in movements: tracks of series over the same segments, all of which must fit. Data, whether
/// it comes from <see cref="NamedPatterns"/> or from a user's file.
/// </summary>
public sealed record Pattern
{
    /// <param name="name">The name of its column of scores.</param>
    /// <param name="tracks">At least one, of equally many segments; a series has one track.</param>
    /// <param name="norm">The t-norm that joins segments and tracks, by name (<see cref="ITriangularNorm"/>).</param>
    /// <param name="threshold">The score from which on it counts as seen, in (0, 1].</param>
    /// <exception cref="PlanException">Anything of this does not hold.</exception>
    public Pattern(string name, IReadOnlyList<Track> tracks, string norm = "minimum", double threshold = 0.6)
    {
        if (name.Length == 0) throw new PlanException("A pattern has no name.");
        if (tracks.Count == 0) throw new PlanException($"Pattern '{name}' has no tracks.");
        if (tracks.Select(track => track.Movements.Count).Distinct().Count() > 1)
        {
            throw new PlanException($"The tracks of pattern '{name}' have different numbers of movements.");
        }

        if (tracks.Select(track => track.Series).Distinct(StringComparer.Ordinal).Count() < tracks.Count)
        {
            throw new PlanException($"Pattern '{name}' has two tracks of one series.");
        }

        if (!(threshold > 0 && threshold <= 1))
        {
            throw new PlanException($"The threshold of pattern '{name}' is {threshold}; it lies above 0, up to 1.");
        }

        Name = name;
        Tracks = tracks;
        Norm = KernelCatalogue<ITriangularNorm>.Get(norm);
        Threshold = threshold;
    }

    public string Name { get; }

    public IReadOnlyList<Track> Tracks { get; }

    public ITriangularNorm Norm { get; }

    public double Threshold { get; }

    public int Segments => Tracks[0].Movements.Count;

    /// <summary>Whether the pattern counts as seen; never while the score is NaN.</summary>
    public bool IsSeen(double score) => score >= Threshold;
}
