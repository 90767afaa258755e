using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Corpus.Modalities;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus.Modalities;

public sealed class PriceModalityTests
{
    [Fact]
    public void Shows_15_sessions_up_to_the_day_itself_and_nothing_later()
    {
        using var store = new StepHarness();
        PutPrices(store, new DateOnly(2023, 1, 3), Monday.AddDays(4));
        store.Run(new ComputeTechnicals(Options));
        string[] lines = Assert.Single(store.ItemsOf(new PriceModality(), Monday)).Text.Split('\n');
        Assert.Equal(15 + 1, lines.Length);
        Assert.StartsWith("- 2024-03-04 open ", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("- 2024-02-12 open ", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_older_than_a_week_is_not_shown()
    {
        using var store = new StepHarness();
        PutPrices(store, new DateOnly(2023, 1, 3), Monday.AddDays(-10));
        store.Run(new ComputeTechnicals(Options));
        Assert.Empty(store.ItemsOf(new PriceModality(), Monday));
    }
}
