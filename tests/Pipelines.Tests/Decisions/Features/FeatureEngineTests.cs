using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Tests.Decisions.Features;

public sealed class FeatureEngineTests
{
    private const long Minute = 60_000_000;
    private const long Hour = 60 * Minute;

    // Tuesday 2025-03-11 15:00 in New York.
    private const long Now = 1_741_719_600_000_000;

    [Fact]
    public void There_are_six_families_and_at_least_240_columns_of_their_own_names()
    {
        Assert.Equal(6, FeatureEngine.Families.Count);
        Assert.Equal(FeatureEngine.Families, FeatureEngine.Columns.Select(c => c.Family).Distinct());
        Assert.InRange(FeatureEngine.Columns.Count, 240, 1000);
        Assert.Equal(FeatureEngine.Columns.Count, FeatureEngine.Columns.Select(c => c.Name).Distinct().Count());
        Assert.All(FeatureEngine.Columns, c => Assert.True(c.Definition.EndsWith('.') && c.Unit.Length > 0, c.Name));
    }

    [Fact]
    public void Whatever_comes_later_or_lies_too_far_back_changes_no_bit()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            long oldest = Now - (2 * Hour) + 1;
            double[] bare = Compute(Market(seed, oldest, Now), Market(-seed - 1, oldest, Now));
            double[] more = Compute(
                Market(seed, Now - (5 * Hour), Now + Hour), Market(-seed - 1, Now - (3 * Hour), Now + Minute));
            return Bits(bare).SequenceEqual(Bits(more));
        }).Holds();
    }

    [Fact]
    public void A_decision_alone_has_the_bits_it_has_among_others_and_on_every_thread()
    {
        SymbolTicks own = Market(7, Now - (5 * Hour), Now + Hour), market = Market(8, Now - (5 * Hour), Now + Hour);
        FeatureInputs[] all = [.. Enumerable.Range(0, 40).Select(i => Inputs(own, market, Now - (i * 7 * Minute)))];
        double[][] alone = [.. all.Select(Compute)];
        double[][] together = new double[all.Length][];
        Parallel.For(0, all.Length, i => together[all.Length - 1 - i] = Compute(all[all.Length - 1 - i]));
        Assert.Equal(alone.SelectMany(Bits), together.SelectMany(Bits));
    }

    [Fact]
    public void Without_ticks_only_the_decision_is_known()
    {
        double[] values = Compute(new SymbolTicks(), null);
        string[] known = [.. FeatureEngine.Columns.Where((_, i) => !double.IsNaN(values[i])).Select(c => c.Name)];
        Assert.Contains("risk_score", known);
        Assert.Contains("minutes_since_open", known);
        Assert.All(FeatureEngine.Columns.Where(c => known.Contains(c.Name)),
            column => Assert.Equal(["decisions"], column.Inputs));
    }

    [Fact]
    public void A_window_the_decision_does_not_look_back_over_is_null()
    {
        FeatureInputs inputs = Inputs(Market(3, Now - (3 * Hour), Now), null, Now);
        double[] values = Compute(inputs with { Decision = inputs.Decision with { LookbackMinutes = 15 } });
        Assert.True(double.IsNaN(Of("return_bps_30m", values)) && double.IsNaN(Of("trade_count_60m", values)));
        Assert.Equal(Of("return_bps_15m", Compute(inputs)), Of("return_bps_15m", values));
    }

    [Fact]
    public void Values_are_those_of_their_definitions()
    {
        var ticks = new SymbolTicks();
        ticks.Quotes.Append(Now - 90_000_000, 99, 101, 10, 30);
        ticks.Quotes.Append(Now - 30_000_000, 100, 102, 30, 10);
        ticks.Trades.Append(Now - 40_000_000, 101, 5);    // Met 99 to 101: bought.
        ticks.Trades.Append(Now - 30_000_000, 99, 3);     // At the instant of the new quote it met the old: sold.
        ticks.Trades.Append(Now - 20_000_000, 101, 2);    // At the mid, above the price before: bought.
        ticks.AppendDepth(Now - Minute, "B"u8, 0, 100, 50, 102, 50);
        ticks.AppendDepth(Now - 1, "A"u8, 0, 100, 30, 102, 10);
        ticks.AppendDepth(Now - 1, "A"u8, 1, 99, 30, 103, 30);
        double[] values = Compute(ticks, null);
        Assert.Equal(0.5, Of("book_imbalance", values));
        Assert.Equal(2e4 / 101, Of("spread_bps", values), 1e-9);
        Assert.Equal(1e4 * 0.5 / 101, Of("microprice_gap_bps", values), 1e-9);
        Assert.Equal(30, Of("quote_age", values));
        Assert.Equal(3, Of("trade_count_1m", values));
        Assert.Equal(10, Of("trade_volume_1m", values));
        Assert.Equal(0.7, Of("buy_share_1m", values));
        Assert.Equal(0.4, Of("trade_imbalance_1m", values), 1e-12);
        Assert.Equal(160, Of("effective_spread_bps_1m", values), 1e-9);
        Assert.Equal(1e4 * 0.01, Of("return_bps_1m", values), 1e-9);
        Assert.Equal(1, Of("trend_consistency_1m", values), 1e-12);
        Assert.Equal(59.0 / 60, Of("unchanged_share_1m", values), 1e-12);
        Assert.Equal(0.1, Of("depth_imbalance", values), 1e-12);
        Assert.Equal(2, Of("venue_count", values));
        Assert.Equal(0.5, Of("venue_concentration", values), 1e-12);
        Assert.Equal(330, Of("minutes_since_open", values));
        Assert.True(double.IsNaN(Of("return_bps_5m", values)), "no quote stood at the start of five minutes");
    }

    [Fact]
    public void Sines_are_sines()
    {
        for (int i = 0; i <= 200; i++)
            Assert.Equal(Math.Sin(2 * Math.PI * i / 100.0), TemporalFeatures.Sine(i / 100.0), 1e-12);
    }

    private static FeatureInputs Inputs(SymbolTicks ticks, SymbolTicks? market, long at) =>
        new(new DecisionRow("d", "S", at, at, -1, 700, null) { RiskScore = 0.5, LookbackMinutes = 60 }, ticks)
        {
            Market = market,
        };

    private static double[] Compute(SymbolTicks ticks, SymbolTicks? market) => Compute(Inputs(ticks, market, Now));

    private static double[] Compute(FeatureInputs inputs)
    {
        double[] values = new double[FeatureEngine.Columns.Count];
        FeatureEngine.Compute(inputs, values);
        return values;
    }

    private static double Of(string name, double[] values) =>
        values[FeatureEngine.Columns.Index().Single(c => c.Item.Name == name).Index];

    private static IEnumerable<long> Bits(double[] values) => values.Select(BitConverter.DoubleToInt64Bits);

    /// <summary>What was known in [from, to] of one invented market: events at whole seconds, with ties.</summary>
    private static SymbolTicks Market(long seed, long from, long to)
    {
        var ticks = new SymbolTicks();
        var draws = CounterRandom.For(seed, "seconds");
        for (long at = Now - (6 * Hour); at <= to; at += 1_000_000)
        {
            Lots random = new(draws.NextBits());   // A draw a second, whatever is made of it.
            double mid = 100 + (0.01 * (random.Of(100) + (at / Minute % 37)));
            int kind = random.Of(8), size = 1 + random.Of(500);
            // Scores reach back for days: all of them are there.
            if (kind == 7 && size == 1) ticks.Sentiment.Append(at, random.Of(100) / 100.0, 1);
            if (at < from) continue;
            if (kind is 0 or 1) ticks.Quotes.Append(at, mid - 0.01, mid + 0.01, size, 100);
            if (kind is 1 or 2) ticks.Trades.Append(at, mid + (0.01 * (random.Of(3) - 1)), size);
            if (kind == 3) ticks.AppendDepth(at, Encoding.UTF8.GetBytes($"V{random.Of(3)}"), 0, 1, size, 2, 3);
        }

        return ticks;
    }

    /// <summary>Small numbers from one draw.</summary>
    private struct Lots(ulong bits)
    {
        public int Of(int bound)
        {
            int lot = (int)(bits % (ulong)bound);
            bits /= (ulong)bound;
            return lot;
        }
    }
}
