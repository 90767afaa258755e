using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Labels;

/// <summary>A rule that labels a row of bars by what came after it, with its options.</summary>
/// <remarks>
/// An outcome depends on the bars of its span and on nothing else, so it is the same whenever those bars are there, and
/// undefined until they are. Multiplying every price changes nothing.
/// </remarks>
public interface ILabelRule
{
    /// <summary>The names of the classes, worst first: class 1 is the first of them.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>The outcome of entering at the close of a row.</summary>
    Outcome At(in Bars bars, int row);

    /// <summary>The outcome of every row.</summary>
    /// <exception cref="ArgumentException"><paramref name="outcomes"/> is not as long as the bars.</exception>
    void Label(in Bars bars, Span<Outcome> outcomes)
    {
        if (outcomes.Length != bars.Length)
        {
            throw new ArgumentException($"{outcomes.Length} outcomes for {bars.Length} rows.", nameof(outcomes));
        }

        for (int row = 0; row < outcomes.Length; row++) outcomes[row] = At(bars, row);
    }
}
