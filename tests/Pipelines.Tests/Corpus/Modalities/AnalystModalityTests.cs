using Tauric.Pipelines.Corpus.Modalities;
using Tauric.Pipelines.Feeds;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus.Modalities;

public sealed class AnalystModalityTests
{
    [Fact]
    public void Shows_90_days_newest_first_and_nothing_after_the_cutoff()
    {
        using var store = new StepHarness();
        store.Put(Canonical.Analyst, Ticker, Batch(Canonical.Analyst,
            Action("old", -91), Action("first", -89), Action("last", -1, from: "Hold"), Action("future", 1)));
        IReadOnlyList<Item> items = store.ItemsOf(new AnalystModality(), Monday);
        Assert.Equal(["last", "first"], items.Ids());
        Assert.Equal("- [2024-03-03] A House: up from Hold to Buy\n", items[0].Text);
        Assert.Equal("- [2023-12-06] A House: up to Buy\n", items[1].Text);
    }

    private static Dictionary<string, object?> Action(string id, int days, string? from = null) => new()
    {
        ["ticker"] = Ticker,
        ["event_time"] = At(Monday.AddDays(days)),
        ["known_at"] = At(Monday.AddDays(days)),
        ["firm"] = "A\nHouse",
        ["action"] = "up",
        ["from_grade"] = from,
        ["to_grade"] = "Buy",
        ["raw_ref"] = id,
    };
}
