using Tauric.Engine.Time;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>What a mid did from one instant to another.</summary>
/// <param name="Twap">Mean over time.</param>
/// <param name="VolatilityBps">Root of the summed squared returns from minute to minute, basis points.</param>
internal readonly record struct Lookahead(double Twap, double High, double Low, double VolatilityBps)
{
    private const long Minute = 60 * UtcMicros.PerSecond;

    /// <param name="times">Ascending; each mid holds until the next.</param>
    /// <param name="bids">With the asks, the mids.</param>
    /// <param name="row">The last quote at or before <paramref name="from"/>; −1 when there is none.</param>
    /// <param name="until">Not before <paramref name="from"/>.</param>
    /// <returns>All NaN when nothing was quoted at the start.</returns>
    public static Lookahead Of(ReadOnlySpan<long> times, ReadOnlySpan<double> bids, ReadOnlySpan<double> asks,
        int row, long from, long until)
    {
        if (row < 0) return new Lookahead(double.NaN, double.NaN, double.NaN, double.NaN);
        double mid = Mid(bids[row], asks[row]), high = mid, low = mid, area = 0, squares = 0, minuteMid = mid;
        long at = from, minute = from + Minute;
        for (int next = row + 1; ; next++)
        {
            bool isLast = next == times.Length || times[next] > until;
            long to = isLast ? until : times[next];
            for (; minute < to || (isLast && minute == to); minute += Minute)
            {
                double change = (mid - minuteMid) / minuteMid;
                (squares, minuteMid) = (squares + (change * change), mid);
            }

            area += mid * (to - at);
            at = to;
            if (isLast) break;
            mid = Mid(bids[next], asks[next]);
            (high, low) = (Math.Max(high, mid), Math.Min(low, mid));
        }

        double last = (mid - minuteMid) / minuteMid;
        double twap = until > from ? area / (until - from) : mid;
        return new Lookahead(twap, high, low, Math.Sqrt(squares + (last * last)) * 10_000);
    }

    public static double Mid(double bid, double ask) => 0.5 * (bid + ask);
}
