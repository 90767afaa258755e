namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>
/// What carrying out a decision cost against having all of it at the decision price, in four parts, in basis points of
/// quantity × decision price. Positive is cost.
/// </summary>
/// <remarks>
/// With side s, decision mid D, arrival mid A, fills (qᵢ, pᵢ) of together q, ordered Q, end mid E, fees F: delay
/// s·q(A−D), execution s·Σqᵢ(pᵢ−A), opportunity s·(Q−q)(E−D), explicit F. The parts add up to
/// s·(Σqᵢ(pᵢ−D) + (Q−q)(E−D)) + F, and the return on paper less that is what was earned: s·Σqᵢ(E−pᵢ) − F (Perold 1988).
/// More than ordered may be filled: then opportunity takes the excess back at the paper return.
/// </remarks>
public readonly record struct ImplementationShortfall(
    double DelayBps, double ExecutionBps, double OpportunityBps, double ExplicitBps)
{
    public double TotalBps => DelayBps + ExecutionBps + OpportunityBps + ExplicitBps;

    /// <summary>Parts whose prices are not known are NaN; nothing filled has no delay and no execution.</summary>
    public static ImplementationShortfall Of(in OutcomeFact fact)
    {
        double side = (int)fact.Side, filled = fact.FilledQuantity;
        double scale = 10_000 / (fact.Quantity * fact.DecisionMid);
        bool isFilled = filled > 0, isWhole = filled == fact.Quantity;
        return new ImplementationShortfall(
            isFilled ? side * filled * (fact.ArrivalMid - fact.DecisionMid) * scale : 0,
            isFilled ? side * (fact.FillNotional - (filled * fact.ArrivalMid)) * scale : 0,
            isWhole ? 0 : side * (fact.Quantity - filled) * (fact.EndMid - fact.DecisionMid) * scale,
            fact.Fees * scale);
    }
}
