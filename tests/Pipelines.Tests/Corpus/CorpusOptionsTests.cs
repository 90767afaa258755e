using Tauric.Pipelines.Corpus;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class CorpusOptionsTests
{
    private static readonly CorpusOptions s_good = new();

    public static TheoryData<string, CorpusOptions> Bad => new()
    {
        { "corpus.tickers: name", s_good with { Tickers = [] } },
        { "corpus.tickers: '../x'", s_good with { Tickers = ["../x"] } },
        { "corpus.tickers: 'AAPL' is named 2", s_good with { Tickers = ["AAPL", "JPM", "AAPL"] } },
        { "corpus.from", s_good with { From = new(2024, 3, 2), To = new(2024, 3, 1) } },
        { "pipeline.variation_count", s_good with { VariationCount = 0 } },
        { "pipeline.variation_count", s_good with { VariationCount = 1001 } },
        { "pipeline.token_budget", s_good with { TokenBudget = 255 } },
        { "labels.direction", s_good with { LabelDirection = "Forward" } },
        { "labels.threshold_fit", s_good with { ThresholdFit = "" } },
        { "labels.share_tolerance", s_good with { LabelShareTolerance = double.NaN } },
        { "split.validation_share", s_good with { ValidationShare = 1 } },
        { "split.embargo_days", s_good with { EmbargoDays = -1 } },
    };

    [Fact]
    public void Defaults_are_right() => Assert.Empty(s_good.Problems());

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_problem_names_its_key(string start, CorpusOptions options) =>
        Assert.StartsWith(start, Assert.Single(options.Problems()), StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_listed_at_once() =>
        Assert.Equal(3, (s_good with { Tickers = ["a b"], TokenBudget = 1, EmbargoDays = 999 }).Problems().Count());

    [Theory]
    [InlineData("BRK.B", true)]
    [InlineData("BF-B", true)]
    [InlineData("aapl", false)]
    [InlineData("A..B", false)]
    [InlineData("A.", false)]
    [InlineData(".A", false)]
    [InlineData("A/B", false)]
    [InlineData("Ä", false)]
    [InlineData("", false)]
    [InlineData("ABCDEFGHIJKLM", false)]
    public void A_ticker_is_a_safe_path_segment_where_files_ignore_case_too(string text, bool isTicker) =>
        Assert.Equal(isTicker, CorpusOptions.IsTicker(text));
}
