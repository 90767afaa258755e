using Tauric.Kernels.Indicators;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Labels;

/// <summary>What of a bar touches a barrier.</summary>
public enum BarrierTouch
{
    /// <summary>Its open, then its range: the exit is at the barrier, or at an open beyond it.</summary>
    Range,

    /// <summary>Its close alone, as in the book's snippets: the exit is at that close.</summary>
    Close,
}

/// <summary>
/// Loss, none or profit: which of three barriers is touched first, a stop, a profit target, or the end of the wait.
/// </summary>
/// <remarks>
/// Entry at the close. Stop and target are so many volatilities away from it, the volatility being the sample deviation
/// of the last VolatilityRows returns of the close; the book's exponential deviation would depend on every row before.
/// Reaching a barrier touches it. When one bar reaches both and did not open beyond either, the order is unknown and
/// the stop counts. Touching nothing for Rows rows exits at the close, and the sign of the return is the class.
/// Undefined: too little history, a volatility of zero (below 1e-12: rounding), a close that is not positive, bars that
/// end before anything was touched. So near the end only rows that touched early have an outcome: leave the last Rows
/// rows out of a sample that must not prefer them. López de Prado, "Advances in Financial Machine Learning", 3.3–3.5.
/// </remarks>
/// <param name="Profit">Volatilities from the entry to the target; 0 for none.</param>
/// <param name="Stop">Volatilities from the entry to the stop; 0 for none.</param>
/// <param name="Rows">How long to wait. At least 1.</param>
/// <param name="VolatilityRows">How many returns the volatility is of. 2 to 10,000.</param>
/// <param name="Touch">What of a bar touches.</param>
/// <param name="Side">Of a short position the target is below the entry.</param>
/// <param name="NoneAtHorizon">Whether waiting in vain is class "none" whatever the return.</param>
[Kernel("triple_barrier")]
public sealed record TripleBarrier(
    double Profit = 2,
    double Stop = 2,
    int Rows = 10,
    int VolatilityRows = 20,
    BarrierTouch Touch = BarrierTouch.Range,
    Side Side = Side.Long,
    bool NoneAtHorizon = false) : ILabelRule
{
    private const double FlatVolatility = 1e-12;

    private readonly double _profit = Positive(Profit, nameof(Profit)), _stop = Positive(Stop, nameof(Stop));
    private readonly int _rows = Between(1, Rows, int.MaxValue / 2, nameof(Rows));
    private readonly int _history = Between(2, VolatilityRows, 10_000, nameof(VolatilityRows));

    public IReadOnlyList<string> Classes => ["loss", "none", "profit"];

    public Outcome At(in Bars bars, int row)
    {
        double entry = bars.Close[row];
        if (row < _history || entry <= 0) return Outcome.Undefined(row, new LabelSpan(row, row));
        int start = row - _history;
        double volatility = Volatility(bars.Close.Slice(start, _history + 1));
        // A comparison that NaN fails too.
        if (!(volatility > FlatVolatility)) return Outcome.Undefined(row, new LabelSpan(start, row));

        (double target, double stop) = Barriers(entry, volatility);
        int last = row + _rows;
        for (int t = row + 1; t <= last && t < bars.Length; t++)
        {
            if (Exit(bars, t, target, stop) is not { } exit) continue;
            return Closed(row, Outcome.ReturnOf(Side, entry, exit), new LabelSpan(start, t));
        }

        if (last >= bars.Length) return Outcome.Undefined(row, new LabelSpan(start, bars.Length - 1));
        double held = Outcome.ReturnOf(Side, entry, bars.Close[last]);
        Outcome waited = Closed(row, held, new LabelSpan(start, last));
        return NoneAtHorizon ? waited with { Class = 2 } : waited;
    }

    private static Outcome Closed(int row, double held, LabelSpan span) =>
        new(2 + Math.Sign(held), held, row, span);

    private (double Target, double Stop) Barriers(double entry, double volatility)
    {
        double up = Side == Side.Long ? _profit : _stop, down = Side == Side.Long ? _stop : _profit;
        double above = up == 0 ? double.PositiveInfinity : entry * Math.FusedMultiplyAdd(up, volatility, 1);
        double below = down == 0 ? double.NegativeInfinity : entry * Math.FusedMultiplyAdd(-down, volatility, 1);
        return Side == Side.Long ? (above, below) : (below, above);
    }

    /// <summary>The price at which a bar ends the wait; null when it touches neither barrier.</summary>
    private double? Exit(in Bars bars, int t, double target, double stop)
    {
        int sign = (int)Side;
        double first = Touch == BarrierTouch.Close ? bars.Close[t] : bars.Open[t];
        if (sign * (first - stop) <= 0 || sign * (first - target) >= 0) return first;
        if (Touch == BarrierTouch.Close) return null;
        double worst = Side == Side.Long ? bars.Low[t] : bars.High[t];
        double best = Side == Side.Long ? bars.High[t] : bars.Low[t];
        return sign * (worst - stop) <= 0 ? stop : sign * (best - target) >= 0 ? target : null;
    }

    private static double Volatility(ReadOnlySpan<double> closes)
    {
        Span<double> returns = stackalloc double[closes.Length - 1];
        for (int i = 0; i < returns.Length; i++) returns[i] = Ratio.Of(closes[i + 1] - closes[i], closes[i]);
        return WindowTree.Moments(returns).SampleDeviation;
    }

    private static double Positive(double value, string option) =>
        value is >= 0 and <= double.MaxValue ? value : throw new ArgumentOutOfRangeException(option, value, null);

    private static int Between(int minimum, int value, int maximum, string option) =>
        value >= minimum && value <= maximum ? value : throw new ArgumentOutOfRangeException(option, value, null);
}
