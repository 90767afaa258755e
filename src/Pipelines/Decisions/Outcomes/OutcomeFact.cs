using Tauric.Kernels.Labels;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>
/// What became of a decision: all a label needs, and nothing that depends on a labelling rule. Prices are per unit,
/// times are UTC microseconds, a number that is not known is NaN.
/// </summary>
/// <remarks>
/// A type of its own on purpose: it knows the future, and no feature takes it. The lookahead runs from the decision's
/// event_time to <see cref="EndTime"/>. Quotes and trades count from when they became known.
/// </remarks>
public readonly record struct OutcomeFact
{
    /// <summary>1 to buy, −1 to sell.</summary>
    public required Side Side { get; init; }

    /// <summary>Ordered, above 0.</summary>
    public required double Quantity { get; init; }

    public required long EventTime { get; init; }

    /// <summary>When the order reached the market: when the decision became known.</summary>
    public required long ArrivalTime { get; init; }

    public required long EndTime { get; init; }

    /// <summary>The last instant at which any quote or trade of the market was seen; 0 when none was.</summary>
    public required long ObservedUntil { get; init; }

    /// <summary>Number of fills in the lookahead.</summary>
    public int Fills { get; init; }

    public double FilledQuantity { get; init; }

    /// <summary>Σ quantity·price of the fills.</summary>
    public double FillNotional { get; init; }

    /// <summary>In the currency of the price, all fills together; a rebate is negative.</summary>
    public double Fees { get; init; }

    /// <summary>The price the decision was made at: as given, else the mid as of event_time.</summary>
    public double DecisionMid { get; init; } = double.NaN;

    public double ArrivalMid { get; init; } = double.NaN;

    public double EndMid { get; init; } = double.NaN;

    /// <summary>Volume-weighted mean price of the trades in the lookahead.</summary>
    public double Vwap { get; init; } = double.NaN;

    /// <summary>Time-weighted mean mid over the lookahead.</summary>
    public double Twap { get; init; } = double.NaN;

    /// <summary>Last trade of the decision's session at or before its close, once the close was seen.</summary>
    public double Close { get; init; } = double.NaN;

    /// <summary>Highest mid in the lookahead.</summary>
    public double HighMid { get; init; } = double.NaN;

    /// <summary>Lowest mid in the lookahead.</summary>
    public double LowMid { get; init; } = double.NaN;

    /// <summary>Root of the summed squared minute returns of the mid over the lookahead, basis points.</summary>
    public double VolatilityBps { get; init; } = double.NaN;

    /// <summary>Return of the benchmark's mid over the lookahead, basis points; 0 without a benchmark.</summary>
    public double BenchmarkReturnBps { get; init; } = double.NaN;

    /// <summary>How old the quote behind the decision mid was; 0 when the price was given.</summary>
    public double DecisionQuoteAgeSeconds { get; init; } = double.NaN;

    public double EndQuoteAgeSeconds { get; init; } = double.NaN;

    public OutcomeFact()
    {
    }

    /// <summary>NaN without fills.</summary>
    public double AverageFillPrice => FilledQuantity > 0 ? FillNotional / FilledQuantity : double.NaN;

    /// <summary>What holding all that was ordered from decision mid to end mid would have earned.</summary>
    public double PaperReturnBps => (int)Side * ((EndMid - DecisionMid) / DecisionMid) * 10_000;
}
