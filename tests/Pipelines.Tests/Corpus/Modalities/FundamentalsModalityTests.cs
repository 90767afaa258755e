using Tauric.Engine.Time;
using Tauric.Pipelines.Corpus.Modalities;
using Tauric.Pipelines.Feeds;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus.Modalities;

public sealed class FundamentalsModalityTests : IDisposable
{
    private readonly StepHarness _store = new();
    private readonly FundamentalsModality _fundamentals = new();

    [Fact]
    public void A_restatement_shows_only_once_it_is_out()
    {
        Put(Report("2023-Q4", new(2023, 12, 31), Monday.AddDays(-20), 10e6),
            Report("2023-Q4", new(2023, 12, 31), Monday.AddDays(2), 8e6, isRestated: true));
        Assert.Equal("- 2023-Q4 published 2024-02-13: net_income 10M\n", Shown(Monday.AddDays(1)));
        Assert.Equal("- 2023-Q4 published 2024-03-06 (restated): net_income 8M\n", Shown(Monday.AddDays(2)));
    }

    [Fact]
    public void A_year_stands_beside_the_quarter_that_ends_with_it()
    {
        Put(Report("2023-FY", new(2023, 12, 31), Monday, 40e6), Report("2023-Q4", new(2023, 12, 31), Monday, 10e6));
        Assert.Equal(["2023-Q4", "2023-FY"], _store.ItemsOf(_fundamentals, Monday).Ids());
    }

    [Fact]
    public void Eight_periods_newest_first_and_none_before_it_is_published()
    {
        Put([.. Enumerable.Range(0, 11).Select(i =>
            Report($"P{i:D2}", new DateOnly(2021, 12, 31).AddMonths(3 * i), Monday.AddDays(i - 9), i))]);
        Assert.Equal(Enumerable.Range(2, 8).Reverse().Select(i => $"P{i:D2}"),
            _store.ItemsOf(_fundamentals, Monday).Ids());
    }

    public void Dispose() => _store.Dispose();

    private string Shown(DateOnly day) => Assert.Single(_store.ItemsOf(_fundamentals, day)).Text;

    private void Put(params IReadOnlyList<Dictionary<string, object?>> rows) =>
        _store.Put(Canonical.Fundamentals, Ticker, Batch(Canonical.Fundamentals, rows));

    private static Dictionary<string, object?> Report(
        string period, DateOnly ended, DateOnly published, double income, bool isRestated = false) => new()
        {
            ["ticker"] = Ticker,
            ["event_time"] = UtcMicros.From(ended),
            ["known_at"] = At(published),
            ["period"] = period,
            ["net_income"] = income,
            ["restated"] = isRestated,
            ["raw_ref"] = "x",
        };
}
