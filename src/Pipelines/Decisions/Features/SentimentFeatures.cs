using static Tauric.Pipelines.Decisions.Features.FeatureNeeds;
using static Tauric.Pipelines.Decisions.Features.SpanStatistics;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>Scores of news and the like, and how far the decision's time frames agree.</summary>
internal static class SentimentFeatures
{
    public static IReadOnlyList<Feature> All { get; } =
    [
        new("sentiment_last", "1", Sentiment, Windows.Once, "minmax", "The last score.",
            f => f.Ticks.Sentiment[0][f.Ticks.Sentiment.CountUpTo(f.Now) - 1]),
        new("sentiment_age", "h", Sentiment, Windows.Once, "rank", "Since the last score.",
            f => (f.Now - f.Ticks.Sentiment.KnownAt[f.Ticks.Sentiment.CountUpTo(f.Now) - 1]) / 3.6e9),
        new("sentiment_along_side", "1", Sentiment, Windows.Once, "minmax", "The last score times the side.",
            f => f.Ticks.Sentiment[0][f.Ticks.Sentiment.CountUpTo(f.Now) - 1] * f.Side),
        new("sentiment_count", "1", Sentiment, Windows.Scores, "rank", "Scores.", f => Scores(f).Length),
        new("sentiment_mean", "1", Sentiment, Windows.Scores, "minmax", "Mean score by weight.",
            f => Dot(Scores(f), Weights(f)) / Sum(Weights(f))),
        new("sentiment_deviation", "1", Sentiment, Windows.Scores, "minmax", "Deviation of scores.",
            f => Deviation(Scores(f))),
        new("sentiment_positive_share", "share", Sentiment, Windows.Scores, "minmax", "Scores above 0.",
            f => Share(Scores(f))),
        new("sentiment_weight", "1", Sentiment, Windows.Scores, "rank", "Sum of weights.", f => Sum(Weights(f))),
        new("sentiment_extreme", "1", Sentiment, Windows.Scores, "minmax", "The score furthest from 0.",
            f => Extreme(Scores(f))),
    ];

    private static ReadOnlySpan<double> Scores(FeatureFrame f) => f.Ticks.Sentiment[0][f.Scores];

    private static ReadOnlySpan<double> Weights(FeatureFrame f) => f.Ticks.Sentiment[1][f.Scores];

    private static double Share(ReadOnlySpan<double> scores)
    {
        int positive = 0;
        foreach (double score in scores) positive += score > 0 ? 1 : 0;
        return (double)positive / scores.Length;
    }

    private static double Extreme(ReadOnlySpan<double> scores)
    {
        double extreme = double.NaN;
        foreach (double score in scores)
        {
            if (double.IsNaN(extreme) || Math.Abs(score) > Math.Abs(extreme)) extreme = score;
        }

        return extreme;
    }
}
