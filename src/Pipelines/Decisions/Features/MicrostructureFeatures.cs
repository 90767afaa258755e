using Tauric.Kernels.Microstructure;
using static Tauric.Pipelines.Decisions.Features.FeatureNeeds;
using static Tauric.Pipelines.Decisions.Features.SpanStatistics;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>How the symbol trades: spreads, sizes, who began the trades, and how price follows them.</summary>
internal static class MicrostructureFeatures
{
    private static readonly OrderFlowImbalance s_flow50 = new(50);
    private static readonly OrderFlowImbalance s_flow200 = new(200);
    private static readonly KyleLambda s_kyle = new(200);
    private static readonly Amihud s_amihud = new(50);
    private static readonly PriceImpact s_impact = new(200, 10);

    public static IReadOnlyList<Feature> All { get; } =
    [
        // As of the decision.
        new("spread_bps", "bps", Quotes, Windows.Once, "robust", "Ask less bid over the mid.",
            f => 1e4 * (f.Ask - f.Bid) / f.Mid),
        new("book_imbalance", "1", Quotes, Windows.Once, "minmax", "Bid size less ask size over their sum, best quote.",
            f => (f.BidSize - f.AskSize) / (f.BidSize + f.AskSize)),
        new("microprice_gap_bps", "bps", Quotes, Windows.Once, "zscore",
            "Mid weighted by the other side's size, less it.",
            f => 1e4 * (f.Ask - f.Bid) * ((f.BidSize / (f.BidSize + f.AskSize)) - 0.5) / f.Mid),
        new("top_size", "shares", Quotes, Windows.Once, "rank", "Bid size and ask size of the best quote.",
            f => f.BidSize + f.AskSize),
        new("quote_age", "s", Quotes, Windows.Once, "rank", "Since the last quote.", f => f.QuoteAgeSeconds),
        new("trade_age", "s", Trades, Windows.Once, "rank", "Since the last trade.",
            f => (f.Now - f.Ticks.Trades.KnownAt[f.TradesEnd - 1]) / 1e6),
        new("last_trade_gap_bps", "bps", Quotes | Trades, Windows.Once, "zscore", "Last trade's price over the mid.",
            f => 1e4 * ((f.Ticks.Trades[0][f.TradesEnd - 1] / f.Mid) - 1)),
        new("order_flow_imbalance_50", "shares", Quotes, Windows.Once, "robust",
            "Size added to the bid and taken from the ask, less the reverse, over 50 events.",
            f => f.Events.Last(s_flow50)),
        new("order_flow_imbalance_200", "shares", Quotes, Windows.Once, "robust", "The same over 200 events.",
            f => f.Events.Last(s_flow200)),
        new("kyle_lambda_200", "bps/1000 shares", Quotes | Trades, Windows.Once, "robust",
            "Move of the mid per 1,000 shares of signed volume, 200 events.", f => 1e7 * f.Events.Last(s_kyle) / f.Mid),
        new("amihud_events_50", "1/million", Quotes | Trades, Windows.Once, "rank",
            "Mean of return over value traded, over 50 events.", f => 1e6 * f.Events.Last(s_amihud)),
        new("price_impact_200_bps", "bps", Quotes | Trades, Windows.Once, "zscore",
            "How far the mid has followed trades ten events later, 200 events.", f => f.Events.Last(s_impact)),
        new("depth_imbalance", "1", Depth, Windows.Once, "minmax", "Bid less ask size over their sum, all levels.",
            f => (f.Book.BidSize - f.Book.AskSize) / (f.Book.BidSize + f.Book.AskSize)),
        new("depth_imbalance_top3", "1", Depth, Windows.Once, "minmax", "The same over three levels.",
            f => (f.Book.TopBidSize - f.Book.TopAskSize) / (f.Book.TopBidSize + f.Book.TopAskSize)),
        new("depth_size", "shares", Depth, Windows.Once, "rank", "Resting size at all venues and levels.",
            f => f.Book.BidSize + f.Book.AskSize),
        new("depth_distance_bps", "bps", Depth, Windows.Once, "robust",
            "Mean distance of resting size from the middle.",
            f => f.Book.DistanceBps),
        new("depth_bid_share", "share", Depth, Windows.Once, "minmax", "Bid size in the resting size.",
            f => f.Book.BidSize / (f.Book.BidSize + f.Book.AskSize)),
        new("venue_count", "1", Depth, Windows.Once, "minmax", "Venues that show a book.", f => f.Book.Venues.Count),
        new("venue_concentration", "share", Depth, Windows.Once, "minmax", "Herfindahl index of resting size by venue.",
            f => f.Book.Concentration()),

        // Over windows.
        new("trade_count", "1", Trades, Windows.Ticks, "rank", "Trades.", f => f.Sizes.Length),
        new("trade_volume", "shares", Trades, Windows.Ticks, "rank", "Shares traded.", f => Sum(f.Sizes)),
        new("trade_value", "currency", Trades, Windows.Ticks, "rank", "Value traded.", f => Dot(f.Prices, f.Sizes)),
        new("trade_size_mean", "shares", Trades, Windows.Ticks, "robust", "Mean size of a trade.", f => Mean(f.Sizes)),
        new("trade_size_deviation", "shares", Trades, Windows.Ticks, "robust", "Deviation of the size of a trade.",
            f => Deviation(f.Sizes)),
        new("trade_size_largest", "share", Trades, Windows.Ticks, "minmax", "Largest trade in the volume.",
            f => Largest(f.Sizes) / Sum(f.Sizes)),
        new("buy_share", "share", Quotes | Trades, Windows.Ticks, "minmax", "Volume begun by buyers in the volume.",
            f => Signed(f, 1) / Sum(f.Sizes)),
        new("trade_imbalance", "1", Quotes | Trades, Windows.Ticks, "minmax",
            "Shares bought less sold over shares traded, sides by Lee–Ready.",
            f => (Signed(f, 1) - Signed(f, -1)) / Sum(f.Sizes)),
        new("trade_sign_persistence", "1", Quotes | Trades, Windows.Ticks, "minmax",
            "Share of trades with the side of the one before.", f => Persistence(f.Signs)),
        new("vwap_gap_bps", "bps", Quotes | Trades, Windows.Ticks, "zscore", "Mid over the volume-weighted price.",
            f => 1e4 * ((f.Mid * Sum(f.Sizes) / Dot(f.Prices, f.Sizes)) - 1)),
        new("effective_spread_bps", "bps", Quotes | Trades, Windows.Ticks, "robust",
            "Twice the distance of a trade from the mid it met, weighted by size.", EffectiveSpread),
        new("roll_spread_bps", "bps", Quotes | Trades, Windows.Ticks, "robust",
            "Roll's spread, 2·√(−cov of successive price changes); 0 when that is positive.", RollSpread),
        new("quote_count", "1", Quotes, Windows.Ticks, "rank", "Quotes.", f => f.Window.QuoteCount),
        new("quote_to_trade", "1", Quotes | Trades, Windows.Ticks, "rank", "Quotes for each trade.",
            f => (double)f.Window.QuoteCount / f.Sizes.Length),
        new("quoted_spread_bps", "bps", Grid, Windows.Ticks, "robust", "Mean spread over the steps.",
            f => Mean(f.Window.Spread)),
        new("quoted_spread_largest_bps", "bps", Grid, Windows.Ticks, "robust", "Widest spread at a step.",
            f => Largest(f.Window.Spread)),
        new("top_imbalance_mean", "1", Grid, Windows.Ticks, "minmax",
            "Mean imbalance of the best quote over the steps.",
            f => Mean(f.Window.Imbalance)),
        new("top_size_mean", "shares", Grid, Windows.Ticks, "rank", "Mean size at the best quote over the steps.",
            f => Mean(f.Window.TopSize)),
        new("amihud", "1/million", Grid | Trades, Windows.Ticks, "rank",
            "Mean over steps with trades of return over value traded.", Illiquidity),
        new("flow_return_correlation", "1", Grid | Trades, Windows.Ticks, "minmax",
            "Correlation of signed volume and return over the steps.",
            f => Correlation(f.Window.Flow, f.Window.Returns)),
    ];

    public static double Signed(FeatureFrame frame, int side)
    {
        ReadOnlySpan<sbyte> signs = frame.Signs;
        ReadOnlySpan<double> sizes = frame.Sizes;
        double sum = 0;
        for (int i = 0; i < signs.Length; i++) sum += signs[i] == side ? sizes[i] : 0;
        return sum;
    }

    public static double Largest(ReadOnlySpan<double> values)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in values) largest = Math.Max(largest, value);
        return largest;
    }

    private static double Persistence(ReadOnlySpan<sbyte> signs)
    {
        int same = 0;
        for (int i = 1; i < signs.Length; i++) same += signs[i] == signs[i - 1] ? 1 : 0;
        return (double)same / (signs.Length - 1);
    }

    private static double EffectiveSpread(FeatureFrame f)
    {
        ReadOnlySpan<double> prices = f.Prices, sizes = f.Sizes, mids = f.MidsMet;
        double spread = 0, volume = 0;
        for (int i = 0; i < prices.Length; i++)
        {
            if (double.IsNaN(mids[i])) continue;
            spread = Math.FusedMultiplyAdd(2e4 * Math.Abs(prices[i] - mids[i]) / mids[i], sizes[i], spread);
            volume += sizes[i];
        }

        return spread / volume;
    }

    private static double RollSpread(FeatureFrame f)
    {
        ReadOnlySpan<double> prices = f.Prices;
        if (prices.Length < 3) return double.NaN;
        double sum = 0, first = 0, second = 0;
        for (int i = 2; i < prices.Length; i++)
        {
            double before = prices[i - 1] - prices[i - 2], now = prices[i] - prices[i - 1];
            sum = Math.FusedMultiplyAdd(before, now, sum);
            (first, second) = (first + before, second + now);
        }

        int n = prices.Length - 2;
        double covariance = (sum - (first * second / n)) / n;
        return covariance >= 0 ? 0 : 2e4 * Math.Sqrt(-covariance) / f.Mid;
    }

    private static double Illiquidity(FeatureFrame f)
    {
        double sum = 0;
        int steps = 0;
        for (int step = 0; step < WindowFrame.Steps; step++)
        {
            double value = f.Window.Volume[step] * f.Window.Close[step];
            if (value == 0) continue;
            sum += Math.Abs(f.Window.Returns[step]) / value;
            steps++;
        }

        return 1e6 * sum / steps;
    }
}
