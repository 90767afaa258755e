using Tauric.Engine;
using Tauric.Engine.Time;
using Tauric.Pipelines.Corpus.Modalities;
using Tauric.Pipelines.Feeds;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus.Modalities;

public sealed class InsiderModalityTests : IDisposable
{
    private readonly StepHarness _store = new();
    private readonly InsiderModality _insider = new();

    [Fact]
    public void At_most_25_of_the_newest_40_filings_are_drawn()
    {
        Put([.. Enumerable.Range(1, 60).Select(age => Filing($"f{age:D2}", Monday.AddDays(-age)))]);
        IReadOnlyList<Item> items = _store.ItemsOf(_insider, Monday);
        Assert.Equal(Enumerable.Range(1, 40).Select(age => $"f{age:D2}"), items.Ids());
        IReadOnlyList<Item> drawn = _insider.Sample(items, CounterRandom.For(1, "x"));
        Assert.Equal(25, drawn.Count);
        Assert.Equal(drawn, items.Where(drawn.Contains));
    }

    [Fact]
    public void A_filing_counts_from_its_filing_date_for_two_years()
    {
        Put(Filing("too old", Monday.AddDays(-731)), Filing("old", Monday.AddDays(-729)), Filing("new", Monday),
            Filing("unknown", Monday.AddDays(1)));
        Assert.Equal(["new", "old"], _store.ItemsOf(_insider, Monday).Ids());
    }

    [Fact]
    public void Sentiment_covers_the_last_three_whole_months_by_their_own_name()
    {
        Put([.. Enumerable.Range(1, 6).Select(ago => Sentiment(new DateOnly(2024, 3, 1).AddMonths(-ago)))]);
        IReadOnlyList<Item> items = _store.ItemsOf(_insider, Monday);
        Assert.Equal(
            [
                "- 2024-02 insider sentiment mspr -12.5, change 100\n",
                "- 2024-01 insider sentiment mspr -12.5, change 100\n",
                "- 2023-12 insider sentiment mspr -12.5, change 100\n",
            ],
            items.Select(i => i.Text));
        Assert.Equal(items, _insider.Sample(items, CounterRandom.For(1, "x")));
    }

    [Fact]
    public void Sentiment_that_is_a_year_old_is_not_shown()
    {
        Put(Sentiment(new DateOnly(2023, 2, 1)));
        Assert.Empty(_store.ItemsOf(_insider, Monday));
    }

    public void Dispose() => _store.Dispose();

    private void Put(params IReadOnlyList<Dictionary<string, object?>> rows) => _store.Put(Canonical.Insider, Ticker,
        Batch(Canonical.Insider, [.. rows.OrderBy(r => (long)r["known_at"]!)]));

    private static Dictionary<string, object?> Filing(string id, DateOnly filed) => new()
    {
        ["ticker"] = Ticker,
        ["event_time"] = At(filed.AddDays(-2)),
        ["known_at"] = At(filed),
        ["kind"] = "transaction",
        ["name"] = "A Person",
        ["change"] = -500.0,
        ["raw_ref"] = id,
    };

    private static Dictionary<string, object?> Sentiment(DateOnly month) => new()
    {
        ["ticker"] = Ticker,
        ["event_time"] = UtcMicros.From(month),
        ["known_at"] = At(month.AddMonths(1).AddDays(-1), 23),
        ["kind"] = "sentiment",
        ["mspr"] = -12.5,
        ["change"] = 100.0,
        ["raw_ref"] = $"m{month:yyyyMM}",
    };
}
