using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Labels;

/// <summary>Up, flat or down: the return of the close over a fixed number of rows against a threshold.</summary>
/// <remarks>
/// Up above Threshold, down below −Threshold, flat between, edges included. Undefined in the last Rows rows and where
/// the close is not positive. López de Prado, "Advances in Financial Machine Learning", 3.2.
/// </remarks>
/// <param name="Rows">How far the exit is from the entry. At least 1.</param>
/// <param name="Threshold">A return as a fraction, 0 or more.</param>
[Kernel("fixed_horizon")]
public sealed record FixedHorizon(int Rows = 5, double Threshold = 0) : ILabelRule
{
    private readonly int _rows = Rows >= 1 ? Rows : throw new ArgumentOutOfRangeException(nameof(Rows), Rows, null);

    private readonly double _threshold = Threshold is >= 0 and <= double.MaxValue
        ? Threshold
        : throw new ArgumentOutOfRangeException(nameof(Threshold), Threshold, null);

    public IReadOnlyList<string> Classes => ["down", "flat", "up"];

    public Outcome At(in Bars bars, int row)
    {
        double entry = bars.Close[row];
        if (entry <= 0 || row + _rows >= bars.Length) return Outcome.Undefined(row, new LabelSpan(row, row));
        double held = Outcome.ReturnOf(Side.Long, entry, bars.Close[row + _rows]);
        int beyond = held > _threshold ? 1 : held < -_threshold ? -1 : 0;
        return new Outcome(2 + beyond, held, row, new LabelSpan(row, row + _rows));
    }
}
