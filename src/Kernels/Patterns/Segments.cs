using Tauric.Engine;

namespace Tauric.Kernels.Patterns;

/// <summary>
/// How a pattern's window is cut: segments of Length bars that begin Stride bars apart and overlap where Stride is
/// less. Three of 4 bars, 3 apart, share their end bars and cover 10.
/// </summary>
/// <param name="Length">Bars of a segment, 2 to 1,000.</param>
/// <param name="Stride">Bars from one segment to the next, 1 to Length.</param>
public sealed record Segments(int Length = 4, int Stride = 3)
{
    public int Length { get; } = Length is >= 2 and <= 1000
        ? Length
        : throw new PlanException($"A segment of {Length} bars: 2 to 1,000 are possible.");

    public int Stride { get; } = Stride >= 1 && Stride <= Length
        ? Stride
        : throw new PlanException($"Segments of {Length} bars cannot begin {Stride} apart: 1 to {Length} may be.");

    /// <summary>Bars from the last of a segment back to the one its change is measured from.</summary>
    public int Lag => Length - 1;

    /// <summary>Bars that so many segments cover.</summary>
    public int Window(int segments) => ((segments - 1) * Stride) + Length;
}
