using Tauric.Engine;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class CorpusDaysTests
{
    private static readonly CorpusOptions s_open = new();

    [Fact]
    public void Days_start_when_30_days_of_news_lie_behind_and_end_with_the_news()
    {
        CorpusDays days = CorpusDays.Of(s_open, new Keys("finnhub/AAPL/2024-02-15.json", "finnhub/AAPL/2024-01-02.json",
            "finnhub/JPM/2024-02-20.json", "google_news/JPM/2024-03-31.xml", "finnhub/JPM/readme"));
        Assert.Equal(new DateOnly(2024, 2, 1), days.Days[0]);
        Assert.Equal(new DateOnly(2024, 2, 20), days.Days[^1]);
        Assert.Equal(13, days.Days.Count);   // Presidents' day is none.
    }

    [Fact]
    public void Options_say_otherwise() =>
        Assert.Equal(5, CorpusDays.Of(CorpusRows.Options, new Keys()).Days.Count);

    [Fact]
    public void Validation_is_the_last_share_of_the_days_or_starts_where_the_options_say()
    {
        CorpusOptions options = CorpusRows.Options with { ValidationShare = 0.4 };
        Assert.Equal(new DateOnly(2024, 3, 7), CorpusDays.Of(options, new Keys()).ValidationFrom);
        options = options with { ValidationFrom = new DateOnly(2024, 3, 9) };   // A Saturday.
        Assert.Equal(new DateOnly(2024, 3, 11), CorpusDays.Of(options, new Keys()).ValidationFrom);
    }

    [Fact]
    public void Without_news_or_days_the_plan_says_what_to_do()
    {
        Assert.Contains("--input", Refused(s_open), StringComparison.Ordinal);
        CorpusOptions weekend = s_open with { From = new DateOnly(2024, 3, 9), To = new DateOnly(2024, 3, 10) };
        Assert.Contains("2024-03-09 to 2024-03-10", Refused(weekend), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-03-08", "2024-03-08T21:00:00Z")]
    [InlineData("2024-03-11", "2024-03-11T20:00:00Z")]
    public void The_cutoff_is_four_in_New_York_in_winter_and_summer(string day, string utc) =>
        Assert.Equal(utc, Engine.Time.UtcMicros.Format(CorpusDays.Cutoff(s_open, CorpusDays.Parse(day))));

    private static string Refused(CorpusOptions options) =>
        Assert.Throws<PlanException>(() => CorpusDays.Of(options, new Keys())).Message;

    private sealed class Keys(params IReadOnlyList<string> raw) : IPartitionKeys
    {
        public IReadOnlyList<string> Of(Dataset dataset) => dataset == Canonical.Raw ? raw : [];
    }
}
