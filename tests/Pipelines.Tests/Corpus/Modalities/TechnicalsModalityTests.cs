using Tauric.Kernels.Indicators;
using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Corpus.Modalities;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus.Modalities;

public sealed class TechnicalsModalityTests
{
    [Fact]
    public void Every_indicator_is_one_tagged_line_with_its_purpose_and_15_values()
    {
        using var store = new StepHarness();
        PutPrices(store, new DateOnly(2023, 1, 3), Monday.AddDays(4));
        store.Run(new ComputeTechnicals(Options));
        IReadOnlyList<Item> items = store.ItemsOf(new TechnicalsModality(), Monday);
        Assert.Equal(IndicatorSets.Corpus.Columns.Select(c => c.Name), items.Ids());
        foreach ((Item item, IndicatorColumn column) in items.Zip(IndicatorSets.Corpus.Columns))
        {
            string[] parts = item.Text.TrimEnd('\n').Split(" | ");
            Assert.Equal(column.Purpose, string.Join(" | ", parts[1..^1]));
            string[] values = parts[^1].Split(' ');
            Assert.Equal(15, values.Length);
            Assert.Equal($"<{column.Name}> now {values[^1]}", parts[0]);
        }
    }

    [Fact]
    public void An_indicator_that_has_not_warmed_up_says_nothing()
    {
        using var store = new StepHarness();
        PutPrices(store, new DateOnly(2024, 1, 22), Monday.AddDays(4));   // 30 bars up to Monday.
        store.Run(new ComputeTechnicals(Options));
        string[] names = store.ItemsOf(new TechnicalsModality(), Monday).Ids();
        Assert.Contains("rsi_14", names);
        Assert.DoesNotContain("sma_50", names);
    }
}
