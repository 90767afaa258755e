using System.Globalization;
using Tauric.Kernels.Labels;

namespace Tauric.Host.Sample.Decisions;

/// <summary>What a decision came to, from the prices it was built with.</summary>
/// <remarks>
/// With side s, decision mid P_d, end mid P_e (at the end of the lookahead), Q ordered, q filled, fees F: cost in basis
/// points is 10⁴·(s·(paid − q·P_d) + s·(Q − q)(P_e − P_d) + F)/(Q·P_d), outperformance
/// s·(P_e/P_d − 1)·10⁴ − cost − s·(the market's return).
/// </remarks>
internal sealed record DecisionTruth(
    string Id, string Symbol, string DecidedAt, int Side, double Quantity, double Filled, double Paid, double Fee,
    double DecisionMid, double EndMid, double MarketBps)
{
    public const string Header = "decision_id,symbol,decided_at,side,quantity,filled,average_price,fee,decision_mid,"
        + "end_mid,market_bps,cost_bps,outperformance_bps,outcome";

    public double CostBps => 1e4
        * ((Side * (Paid - (Filled * DecisionMid))) + (Side * (Quantity - Filled) * (EndMid - DecisionMid)) + Fee)
        / (Quantity * DecisionMid);

    public double OutperformanceBps =>
        (Side * ((EndMid / DecisionMid) - 1) * 1e4) - CostBps - (Side * MarketBps);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Id},{Symbol},{DecidedAt},{Side},{Quantity},{Filled},{Paid / Filled:0.######},{Fee:0.######},{DecisionMid},"
        + $"{EndMid},{MarketBps:0.######},{CostBps:0.######},{OutperformanceBps:0.######},{Outcome}");

    private string Outcome => new OutcomeBands().Classes[OutcomeBands.ClassOf(OutperformanceBps) - 1];
}
