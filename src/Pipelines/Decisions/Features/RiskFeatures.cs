using static Tauric.Pipelines.Decisions.Features.FeatureNeeds;
using static Tauric.Pipelines.Decisions.Features.SpanStatistics;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>How far the price moves, how badly it falls, and what the order asks of the market.</summary>
internal static class RiskFeatures
{
    /// <summary>Seconds of trading in a year: 252 sessions of six hours and a half.</summary>
    private const double SecondsPerYear = 252 * 6.5 * 3600;

    private const double HalfPi = 1.5707963267948966;
    private const double FourLn2 = 2.772588722239781;

    public static IReadOnlyList<Feature> All { get; } =
    [
        new("risk_score", "share", Decision, Windows.Once, "minmax", "Of the decision.", f => f.Decision.RiskScore),
        new("confidence_score", "share", Decision, Windows.Once, "minmax", "Of the decision.",
            f => f.Decision.ConfidenceScore),
        new("signal_strength", "1", Decision, Windows.Once, "zscore", "Of the decision.",
            f => f.Decision.SignalStrength),
        new("signal_along_side", "1", Decision, Windows.Once, "zscore", "Signal strength times the side.",
            f => f.Decision.SignalStrength * f.Side),
        new("position_size", "1", Decision, Windows.Once, "robust", "Of the decision.", f => f.Decision.PositionSize),
        new("side", "1", Decision, Windows.Once, "none", "1 to buy, −1 to sell.", f => f.Side),
        new("order_value", "currency", Quotes, Windows.Once, "rank", "Quantity times the mid.",
            f => f.Decision.Quantity * f.Mid),
        new("order_to_top_size", "1", Quotes, Windows.Once, "rank",
            "Quantity over the size at the quote it would take.",
            f => f.Decision.Quantity / (f.Side > 0 ? f.AskSize : f.BidSize)),
        new("order_to_depth", "1", Depth, Windows.Once, "rank", "Quantity over the resting size it would take.",
            f => f.Decision.Quantity / (f.Side > 0 ? f.Book.AskSize : f.Book.BidSize)),
        new("daily_volatility_20d", "% a year", Daily, Windows.Once, "robust", "Deviation of 20 daily log returns.",
            f => f.Daily.Volatility20),
        new("daily_volatility_percentile", "share", Daily, Windows.Once, "minmax",
            "Share of the last two years' volatilities that are at most it.", f => f.Daily.VolatilityPercentile),
        new("daily_drawdown_252d", "share", Daily, Windows.Once, "minmax", "Below the highest close of a year.",
            f => f.Daily.Drawdown252),
        new("realised_volatility", "% a year", Grid, Windows.Ticks, "robust", "Root of the sum of squared returns.",
            f => Annual(f, Squares(f.Window.Returns) / WindowFrame.Steps)),
        new("downside_volatility", "% a year", Grid, Windows.Ticks, "robust", "The same of returns below zero.",
            f => Annual(f, SquaresOf(f.Window.Returns, -1) / WindowFrame.Steps)),
        new("upside_volatility", "% a year", Grid, Windows.Ticks, "robust", "The same of returns above zero.",
            f => Annual(f, SquaresOf(f.Window.Returns, 1) / WindowFrame.Steps)),
        new("parkinson_volatility", "% a year", Grid, Windows.Ticks, "robust", "From highs and lows of the bars.",
            f => Annual(f, Ranges(f.Window) / WindowFrame.Steps)),
        new("jump_share", "share", Grid, Windows.Ticks, "minmax",
            "What bipower variation leaves of the realised, at least 0 (Barndorff-Nielsen and Shephard 2004).",
            f => Math.Max(0, 1 - (HalfPi * Bipower(f.Window.Returns) / Squares(f.Window.Returns)))),
        new("return_skew", "1", Grid, Windows.Ticks, "robust", "Skewness of returns.", f => Skew(f.Window.Returns)),
        new("return_kurtosis", "1", Grid, Windows.Ticks, "robust", "Excess kurtosis of returns.",
            f => Kurtosis(f.Window.Returns)),
        new("value_at_risk_bps", "bps", Grid, Windows.Ticks, "robust", "The 5 % quantile of returns, turned positive.",
            f => -1e4 * Tail(f.Window.Returns)),
        new("expected_shortfall_bps", "bps", Grid, Windows.Ticks, "robust",
            "Mean of the returns at or below that quantile, turned positive.", f => -1e4 * Shortfall(f.Window.Returns)),
        new("max_drawdown_bps", "bps", Grid, Windows.Ticks, "robust", "Largest fall of the mid from a high before it.",
            f => 1e4 * Drawdown(f.Window.Close)),
        new("participation", "1", Trades, Windows.Ticks, "rank", "Quantity over shares traded.",
            f => f.Decision.Quantity / Sum(f.Sizes)),
        new("impact_estimate_bps", "bps", Grid | Trades, Windows.Ticks, "robust",
            "Square-root law: volatility of the window times √(quantity over shares traded).", Impact),
    ];

    /// <summary>
    /// σ·√(Q/V): deviation of the mid over the window, in basis points, times the root of the order's share in the
    /// volume of the window (Almgren et al. 2005; Tóth et al. 2011). NaN without trades.
    /// </summary>
    public static double Impact(FeatureFrame f) =>
        1e4 * Math.Sqrt(Squares(f.Window.Returns) * f.Decision.Quantity / Sum(f.Sizes));

    /// <summary>Per cent a year of a variance a step.</summary>
    private static double Annual(FeatureFrame f, double variance) =>
        100 * Math.Sqrt(variance * SecondsPerYear / f.Window.StepSeconds);

    private static double SquaresOf(ReadOnlySpan<double> returns, int sign)
    {
        double sum = 0;
        foreach (double r in returns) sum += r * sign > 0 ? r * r : 0;
        return sum;
    }

    private static double Ranges(WindowFrame window)
    {
        double sum = 0;
        for (int step = 0; step < WindowFrame.Steps; step++)
        {
            double range = Kernels.Statistics.Elementary.Log(window.High[step] / window.Low[step]);
            sum = Math.FusedMultiplyAdd(range, range, sum);
        }

        return sum / FourLn2;
    }

    private static double Bipower(ReadOnlySpan<double> returns)
    {
        double sum = 0;
        for (int i = 1; i < returns.Length; i++) sum += Math.Abs(returns[i]) * Math.Abs(returns[i - 1]);
        return sum;
    }

    private static double Shortfall(ReadOnlySpan<double> returns)
    {
        double tail = Tail(returns), sum = 0;
        int count = 0;
        foreach (double r in returns)
        {
            if (r > tail) continue;
            sum += r;
            count++;
        }

        return sum / count;
    }

    private static double Drawdown(ReadOnlySpan<double> mids)
    {
        double high = mids[0], fall = 0;
        foreach (double mid in mids)
        {
            high = Math.Max(high, mid);
            fall = Math.Max(fall, 1 - (mid / high));
        }

        return fall;
    }
}
