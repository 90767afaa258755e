using Tauric.Kernels.Labels;
using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>A decision's label by the rules: a band, scores and where the result came from. NaN is not known.</summary>
/// <param name="Missing">Why there is no label: a stable slug. Null when there is one.</param>
/// <param name="Class">1 (BAD) to 5 (EXCELLENT); 0 without a label.</param>
/// <param name="Shortfall">What carrying it out cost.</param>
/// <param name="Slippage">Of the average fill price.</param>
public readonly record struct OutcomeLabel(
    string? Missing, int Class, ImplementationShortfall Shortfall, Slippage Slippage)
{
    /// <summary>
    /// In [0, 1], 0.5 at the benchmarks: 1/(1 + exp(slippage/scale)), the slippage being the mean of those against
    /// ARRIVAL, VWAP and TWAP that are known.
    /// </summary>
    public double ExecutionQuality { get; init; }

    /// <summary>
    /// In (0, 1]: 1 when carrying out cost nothing or earned, 0.5 at the scale of cost; 1/(1 + cost/scale).
    /// </summary>
    public double CostEfficiency { get; init; }

    /// <summary>
    /// In [0, 1]: where the decision mid lay in the range of mids of its lookahead, 1 the best price there was for its
    /// side; 0.5 when the price did not move.
    /// </summary>
    public double TimingQuality { get; init; }

    /// <summary>
    /// Earned, net of cost, over the volatility of the lookahead; without unit, any size. NaN when nothing moved.
    /// </summary>
    public double RiskAdjustedReturn { get; init; }

    /// <summary>Earned, net of cost, beyond the benchmark held on the same side; basis points.</summary>
    public double BenchmarkOutperformanceBps { get; init; }

    /// <summary>
    /// Of what was earned: the benchmark's part, side·benchmark return, basis points. With
    /// <see cref="SelectionBps"/>, less the four parts of <see cref="Shortfall"/>, it adds up to what was earned.
    /// </summary>
    public double BenchmarkBps { get; init; }

    /// <summary>Of what was earned: the return on paper beyond the benchmark's, basis points.</summary>
    public double SelectionBps { get; init; }

    /// <summary>What was earned in basis points of the paper position.</summary>
    public double EarnedBps => BenchmarkBps + SelectionBps - Shortfall.TotalBps;

    public DecisionOutcome? Outcome => Class == 0 ? null : OutcomeNames.Of(Class);

    /// <summary>The label of a decision, or why there is none: numbers are then NaN.</summary>
    public static OutcomeLabel Of(in OutcomeFact fact, LabelingRules rules)
    {
        if (rules.Missing(fact) is { } missing) return Unknown(missing);
        var shortfall = ImplementationShortfall.Of(fact);
        var slippage = Slippage.Of(fact);
        double paper = fact.PaperReturnBps, benchmark = (int)fact.Side * fact.BenchmarkReturnBps;
        double beyond = OutcomeBands.OutperformanceBps(
            fact.Side, fact.DecisionMid, fact.EndMid, shortfall.TotalBps, benchmark);
        int outcome = OutcomeBands.ClassOf(beyond, rules.InnerBps, rules.OuterBps);
        if (outcome == 0) return Unknown("unknown-cost");
        double volatility = fact.VolatilityBps > 0 ? fact.VolatilityBps : double.NaN;
        return new OutcomeLabel(null, outcome, shortfall, slippage)
        {
            ExecutionQuality = 1 / (1 + Elementary.Exp(slippage.Mean / rules.SlippageScaleBps)),
            CostEfficiency = 1 / (1 + (Math.Max(0, shortfall.TotalBps) / rules.CostScaleBps)),
            TimingQuality = TimingOf(fact),
            RiskAdjustedReturn = (paper - shortfall.TotalBps) / volatility,
            BenchmarkOutperformanceBps = beyond,
            BenchmarkBps = benchmark,
            SelectionBps = paper - benchmark,
        };
    }

    private static double TimingOf(in OutcomeFact fact)
    {
        double low = Math.Min(fact.LowMid, fact.DecisionMid), high = Math.Max(fact.HighMid, fact.DecisionMid);
        if (high == low) return 0.5;
        double place = (fact.DecisionMid - low) / (high - low);
        return fact.Side == Side.Long ? 1 - place : place;
    }

    private static OutcomeLabel Unknown(string missing)
    {
        const double nan = double.NaN;
        return new OutcomeLabel(missing, 0, new(nan, nan, nan, nan), new(nan, nan, nan, nan, nan))
        {
            ExecutionQuality = nan,
            CostEfficiency = nan,
            TimingQuality = nan,
            RiskAdjustedReturn = nan,
            BenchmarkOutperformanceBps = nan,
            BenchmarkBps = nan,
            SelectionBps = nan,
        };
    }
}
