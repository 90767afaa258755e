using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Pipelines.Tests.Decisions.Outcomes;

public sealed class ImplementationShortfallTests
{
    [Fact]
    public void A_buy_worked_by_hand_costs_eight_ten_twenty_and_two()
    {
        // $: delay 800·0.10 = 80, execution 600·0.10 + 200·0.20 = 100, opportunity 200·1 = 200, fees 20; of 100,000.
        var cost = ImplementationShortfall.Of(OutcomeRows.Worked);
        Assert.Equal(8, cost.DelayBps, 1e-9);
        Assert.Equal(10, cost.ExecutionBps, 1e-9);
        Assert.Equal(20, cost.OpportunityBps, 1e-9);
        Assert.Equal(2, cost.ExplicitBps, 1e-9);
        Assert.Equal(40, cost.TotalBps, 1e-9);
    }

    [Fact]
    public void A_sale_worked_by_hand_gains_where_the_price_rose()
    {
        // $: delay −80, execution −100, opportunity −200, fees 20.
        var cost = ImplementationShortfall.Of(OutcomeRows.Worked with { Side = Side.Short });
        Assert.Equal((-8, -10, -20, 2),
            (Math.Round(cost.DelayBps, 9), Math.Round(cost.ExecutionBps, 9), Math.Round(cost.OpportunityBps, 9),
                Math.Round(cost.ExplicitBps, 9)));
    }

    [Fact]
    public void Nothing_filled_costs_what_was_missed_even_when_no_arrival_price_is_known()
    {
        OutcomeFact fact = OutcomeRows.Worked with
        {
            Fills = 0,
            FilledQuantity = 0,
            FillNotional = 0,
            Fees = 0,
            ArrivalMid = double.NaN,
        };
        Assert.Equal(new ImplementationShortfall(0, 0, 100, 0), ImplementationShortfall.Of(fact));
    }

    [Fact]
    public void What_is_filled_whole_misses_nothing_whatever_the_end() =>
        Assert.Equal(0, ImplementationShortfall.Of(
            OutcomeRows.Worked with { Quantity = 800, EndMid = double.NaN }).OpportunityBps);

    [Fact]
    public void The_parts_add_up_to_the_textbook_total_and_paper_less_it_is_what_was_earned() =>
        Prop.ForAll(Facts(), fact =>
        {
            double s = (int)fact.Side, paper = fact.Quantity * fact.DecisionMid;
            double total = (s * (fact.FillNotional - (fact.FilledQuantity * fact.DecisionMid)
                + ((fact.Quantity - fact.FilledQuantity) * (fact.EndMid - fact.DecisionMid)))) + fact.Fees;
            double earned = (s * ((fact.FilledQuantity * fact.EndMid) - fact.FillNotional)) - fact.Fees;
            double parts = ImplementationShortfall.Of(fact).TotalBps;
            Assert.Equal(total / paper * 1e4, parts, 1e-6);
            Assert.Equal(earned / paper * 1e4, fact.PaperReturnBps - parts, 1e-6);
        }).Holds();

    private static Arbitrary<OutcomeFact> Facts()
    {
        Gen<double> price = Gen.Choose(5_000, 15_000).Select(cents => cents / 100.0);
        Gen<double> share = Gen.Choose(1, 1000).Select(n => n / 1000.0);
        return (from side in Gen.Elements(Side.Long, Side.Short)
                from quantity in Gen.Choose(1, 10_000)
                from d in price
                from a in price
                from p in price
                from e in price
                from filled in share
                from fee in Gen.Choose(-100, 1000)
                select OutcomeRows.Worked with
                {
                    Side = side,
                    Quantity = quantity,
                    DecisionMid = d,
                    ArrivalMid = a,
                    EndMid = e,
                    Fees = fee / 100.0,
                    FilledQuantity = filled * quantity,
                    FillNotional = filled * quantity * p,
                }).ToArbitrary();
    }
}
