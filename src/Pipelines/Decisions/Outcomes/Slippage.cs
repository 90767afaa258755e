using Tauric.Kernels.Labels;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>
/// The average fill price against five benchmarks, in basis points of the benchmark; positive is worse than it. NaN
/// without fills or benchmark.
/// </summary>
/// <param name="Arrival">Against the arrival mid.</param>
/// <param name="Vwap">Against the volume-weighted price of the lookahead.</param>
/// <param name="Twap">Against the time-weighted mid of the lookahead.</param>
/// <param name="Close">Against the session's close.</param>
/// <param name="Decision">Against the decision mid: implementation shortfall per unit filled, before fees.</param>
public readonly record struct Slippage(double Arrival, double Vwap, double Twap, double Close, double Decision)
{
    public static Slippage Of(in OutcomeFact fact)
    {
        double price = fact.AverageFillPrice;
        return new Slippage(
            Bps(fact.Side, price, fact.ArrivalMid), Bps(fact.Side, price, fact.Vwap), Bps(fact.Side, price, fact.Twap),
            Bps(fact.Side, price, fact.Close), Bps(fact.Side, price, fact.DecisionMid));
    }

    /// <summary>side·(price − benchmark)/benchmark·10⁴.</summary>
    public static double Bps(Side side, double price, double benchmark) =>
        (int)side * (price - benchmark) / benchmark * 10_000;

    /// <summary>Mean of those against ARRIVAL, VWAP and TWAP that are known; NaN when none is.</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            int known = 0;
            foreach (double bps in (ReadOnlySpan<double>)[Arrival, Vwap, Twap])
            {
                if (double.IsNaN(bps)) continue;
                sum += bps;
                known++;
            }

            return sum / known;
        }
    }
}
