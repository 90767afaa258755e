using Tauric.Engine;

namespace Tauric.Kernels.Patterns;

/// <summary>What one series does in a pattern, segment by segment, oldest first.</summary>
public sealed record Track
{
    /// <param name="series">The series that moves: <c>price</c>, <c>volume</c>, <c>momentum</c>.</param>
    /// <param name="movements">One a segment, at least one.</param>
    /// <exception cref="PlanException">The series has no name or there are no movements.</exception>
    public Track(string series, params IReadOnlyList<Movement> movements)
    {
        if (series.Length == 0) throw new PlanException("A track of a pattern names no series.");
        if (movements.Count == 0) throw new PlanException($"The track of '{series}' has no movements.");
        Series = series;
        Movements = movements;
    }

    public string Series { get; }

    public IReadOnlyList<Movement> Movements { get; }
}
