using Tauric.Engine;

namespace Tauric.Kernels.Patterns;

/// <summary>
/// What a segment of a series does, in five overlapping states: −2 drops sharply, −1 drops, 0 steady, +1 rises,
/// +2 rises sharply; or a run of neighbouring states, any of which will do.
/// </summary>
/// <remarks>
/// Of a change z in units of the series' scale, state k has the triangular degree max(0, 1 − |z − k|), and the end
/// states are shoulders. A run has the sum of its states' degrees: a trapezoid.
/// </remarks>
/// <param name="Low">The lowest state, −2 to +2.</param>
/// <param name="High">The highest, not below Low.</param>
public readonly record struct Movement(int Low, int High)
{
    /// <summary>The outermost states are ± this many scales of change: "sharply" is 2 ATR of a price.</summary>
    public const int Sharp = 2;

    public int Low { get; } = Low is >= -Sharp and <= Sharp
        ? Low
        : throw new PlanException($"Movement {Low} is unknown: they are −2 (drops sharply) to +2 (rises sharply).");

    public int High { get; } = High is >= -Sharp and <= Sharp && High >= Low
        ? High
        : throw new PlanException($"No run of movements leads from {Low} to {High}; movements are −2 to +2.");

    /// <summary>Drops, sharply or not.</summary>
    public static Movement Drops => new(-2, -1);

    /// <summary>Moves no more than it usually does.</summary>
    public static Movement Quiet => new(-1, 1);

    /// <summary>Rises, sharply or not.</summary>
    public static Movement Rises => new(1, 2);

    public static implicit operator Movement(int state) => new(state, state);

    public static Movement FromInt32(int state) => state;
}
