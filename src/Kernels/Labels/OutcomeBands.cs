using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Labels;

/// <summary>
/// Five bands of a trading decision's outperformance, in basis points: BAD below −20, POOR [−20, −10), NEUTRAL
/// [−10, 10], GOOD (10, 20], EXCELLENT above 20.
/// </summary>
/// <remarks>
/// Outperformance = side·(exit − entry)/entry·10⁴ − cost − benchmark. Compared after rounding to a millionth of a basis
/// point, because 100.2 and 100 are 20.0000000000003 apart in binary. As a rule over bars: entry at the close, exit at
/// the close Rows later, no benchmark. Undefined in the last Rows rows and where the close is not positive.
/// </remarks>
/// <param name="Rows">How far the exit is from the entry. At least 1.</param>
/// <param name="Side">Of the decision.</param>
/// <param name="CostBps">Of entering and leaving together.</param>
[Kernel("outcome_bands")]
public sealed record OutcomeBands(int Rows = 1, Side Side = Side.Long, double CostBps = 0) : ILabelRule
{
    private readonly int _rows = Rows >= 1 ? Rows : throw new ArgumentOutOfRangeException(nameof(Rows), Rows, null);

    private readonly double _cost = double.IsFinite(CostBps)
        ? CostBps
        : throw new ArgumentOutOfRangeException(nameof(CostBps), CostBps, null);

    public IReadOnlyList<string> Classes => ["BAD", "POOR", "NEUTRAL", "GOOD", "EXCELLENT"];

    public Outcome At(in Bars bars, int row)
    {
        double entry = bars.Close[row];
        if (entry <= 0 || row + _rows >= bars.Length) return Outcome.Undefined(row, new LabelSpan(row, row));
        double bps = OutperformanceBps(Side, entry, bars.Close[row + _rows], _cost, benchmarkBps: 0);
        return new Outcome(ClassOf(bps), bps * 1e-4, row, new LabelSpan(row, row + _rows));
    }

    /// <summary>What a decision earned beyond its cost and its benchmark, in basis points of the entry price.</summary>
    public static double OutperformanceBps(
        Side side, double entry, double exit, double costBps, double benchmarkBps) =>
        (Outcome.ReturnOf(side, entry, exit) * 10_000) - costBps - benchmarkBps;

    /// <summary>The band, 1 (BAD) to 5 (EXCELLENT); 0 of NaN.</summary>
    /// <param name="inner">Half the width of NEUTRAL, basis points.</param>
    /// <param name="outer">Beyond it, EXCELLENT and BAD; at least inner.</param>
    public static int ClassOf(double outperformanceBps, double inner = 10, double outer = 20)
    {
        double size = Math.Round(Math.Abs(outperformanceBps) * 1e6);
        if (double.IsNaN(size)) return 0;
        int beyond = size > Math.Round(outer * 1e6) ? 2 : size > Math.Round(inner * 1e6) ? 1 : 0;
        return 3 + (outperformanceBps < 0 ? -beyond : beyond);
    }
}
