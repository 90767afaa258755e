using System.Collections;

namespace Tauric.Kernels.Microstructure;

/// <summary>What became of a trade, seen from its horizon later.</summary>
/// <param name="Sign">By Lee–Ready; 0 where there is no trade or no side, and then both amounts are 0.</param>
/// <param name="RealisedSpread">
/// 2·sign·(price − mid at the horizon), in currency: what the provider of liquidity kept. NaN when undefined.
/// </param>
/// <param name="PriceImpact">2·sign·(mid at the horizon − mid), in currency. NaN when undefined.</param>
/// <param name="KnownAt">Microseconds; from here on the outcome is known.</param>
public readonly record struct TradeOutcome(int Sign, double RealisedSpread, double PriceImpact, long KnownAt)
{
    /// <summary>False when the ticks end before the horizon: nothing is assumed about a price not seen.</summary>
    public bool IsDefined => !double.IsNaN(RealisedSpread);
}

/// <summary>
/// An outcome per tick. Not a span of numbers on purpose: it looks into the future, and no feature can take it as
/// input.
/// </summary>
/// <remarks>
/// The mid at the horizon is that of the last tick at or before trade time + horizon. Effective spread = realised
/// spread + price impact (Huang and Stoll 1996; Bessembinder 2003).
/// </remarks>
public sealed class TradeOutcomes : IReadOnlyList<TradeOutcome>
{
    private readonly TradeOutcome[] _rows;

    private TradeOutcomes(TradeOutcome[] rows) => _rows = rows;

    public int Count => _rows.Length;

    public TradeOutcome this[int row] => _rows[row];

    /// <param name="ticks">Of one instrument.</param>
    /// <param name="horizonMicros">From a trade to the mid it is measured by, above 0; a minute is usual.</param>
    public static TradeOutcomes Of(in Ticks ticks, long horizonMicros = 60_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizonMicros);
        var rows = new TradeOutcome[ticks.Length];
        TradeSign.State state = default;
        for (int row = 0, later = 0; row < rows.Length; row++)
        {
            int sign = state.Push(ticks, row).LeeReady;
            long known = ticks.Micros[row] + horizonMicros;
            while (later + 1 < rows.Length && ticks.Micros[later + 1] <= known) later++;
            double mid = ticks.Micros[^1] >= known ? ticks.Mid(later) : double.NaN;
            rows[row] = new TradeOutcome(
                sign, 2 * sign * (ticks.TradePrice[row] - mid), 2 * sign * (mid - ticks.Mid(row)), known);
        }

        return new TradeOutcomes(rows);
    }

    public IEnumerator<TradeOutcome> GetEnumerator() => _rows.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
