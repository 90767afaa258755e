using System.Globalization;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// Parameters of the corpus that decide its bytes. Validated by <see cref="Problems"/> before anything runs.
/// </summary>
public sealed record CorpusOptions
{
    /// <summary>The 14 tickers of the Trading-R1 corpus (Table S3).</summary>
    public static readonly IReadOnlyList<string> TickersDefault =
        ["AAPL", "AMZN", "BRK.B", "CVX", "JNJ", "JPM", "LLY", "META", "MSFT", "NVDA", "QQQ", "SPY", "TSLA", "XOM"];

    public IReadOnlyList<string> Tickers { get; init; } = TickersDefault;

    /// <summary>First decision day; null for the first day with 30 days of news behind it.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last decision day; null for the last day there is news of.</summary>
    public DateOnly? To { get; init; }

    /// <summary>When the decision is taken, US Eastern: what is known later does not exist.</summary>
    public TimeOnly DecisionTime { get; init; } = new(16, 0);

    public long Seed { get; init; } = 1234;

    /// <summary>Prompts per ticker and day.</summary>
    public int VariationCount { get; init; } = 20;

    /// <summary>Most tokens a prompt may have.</summary>
    public int TokenBudget { get; init; } = 8192;

    /// <summary><c>forward</c> (default) or <c>trailing</c>: Algorithm S1's return direction.</summary>
    public string LabelDirection { get; init; } = "forward";

    /// <summary>Exponential mean normalised by the weights seen so far (pandas <c>adjust=True</c>).</summary>
    public bool LabelAdjust { get; init; } = true;

    /// <summary>
    /// <c>full</c>, <c>train_only</c> or <c>expanding</c>: which composites the class thresholds are fitted on.
    /// </summary>
    public string ThresholdFit { get; init; } = "full";

    /// <summary>Realised class shares may differ from 15/32/38/12/3 % by this much, over all tickers.</summary>
    public double LabelShareTolerance { get; init; } = 0.02;

    /// <summary>First validation day; null for the last <see cref="ValidationShare"/> of the days.</summary>
    public DateOnly? ValidationFrom { get; init; }

    /// <summary>Share of the days, the last ones, that validate. In (0, 1).</summary>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>Trading days kept free between the label spans of training and validation.</summary>
    public int EmbargoDays { get; init; } = 5;

    /// <summary>Everything wrong with these options, each with its configuration key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Tickers.Count == 0) yield return "corpus.tickers: name at least one ticker";
        foreach (string ticker in Tickers)
        {
            if (!IsTicker(ticker))
                yield return $"corpus.tickers: '{ticker}' is not a ticker (A-Z, digits, '.', '-'; at most 12)";
        }

        foreach (var same in Tickers.GroupBy(t => t, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"corpus.tickers: '{same.Key}' is named {same.Count()} times";
        if (From is { } from && To is { } to && from > to)
            yield return $"corpus.from: {CorpusDays.Text(from)} is after corpus.to {CorpusDays.Text(to)}";
        if (Outside("pipeline.variation_count", VariationCount, 1, 1000) is { } variations) yield return variations;
        if (Outside("pipeline.token_budget", TokenBudget, 256, 1_000_000) is { } budget) yield return budget;
        if (LabelDirection is not ("forward" or "trailing"))
            yield return $"labels.direction: '{LabelDirection}' is not forward or trailing";
        if (ThresholdFit is not ("full" or "train_only" or "expanding"))
            yield return $"labels.threshold_fit: '{ThresholdFit}' is not full, train_only or expanding";
        if (LabelShareTolerance is not (> 0 and <= 1))
            yield return $"labels.share_tolerance: {Plain(LabelShareTolerance)} is not in (0, 1]";
        if (ValidationShare is not (> 0 and < 1))
            yield return $"split.validation_share: {Plain(ValidationShare)} is not in (0, 1)";
        if (Outside("split.embargo_days", EmbargoDays, 0, 250) is { } embargo) yield return embargo;
    }

    /// <summary>Safe as a path segment, also where files ignore case, and as nothing else.</summary>
    public static bool IsTicker(string text) =>
        text.Length is > 0 and <= 12 && IsLetterOrDigit(text[0]) && IsLetterOrDigit(text[^1])
        && text.All(c => IsLetterOrDigit(c) || c is '.' or '-') && !text.Contains("..", StringComparison.Ordinal);

    private static bool IsLetterOrDigit(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c);

    private static string? Outside(string key, int value, int least, int most) =>
        value >= least && value <= most ? null : $"{key}: {value} is not in {least}..{most}";

    private static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
