using System.Text.Json;
using Tauric.Engine;
using Tauric.Pipelines.Corpus;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class AssembleSamplesTests : IDisposable
{
    private readonly StepHarness _store = new();

    public AssembleSamplesTests()
    {
        PutPrices(_store, new DateOnly(2023, 1, 3), Monday.AddDays(4));
        _store.Run(new ComputeTechnicals(Options));
        PutNews(_store, Enumerable.Range(-4, 34).SelectMany(age => Enumerable.Range(0, 3).Select(i =>
            Story($"{age}/{i}", Monday.AddDays(-age), i == 0 ? "google_news" : "finnhub", $"Headline {age} of {i}"))));
    }

    [Theory]
    [InlineData(256)]
    [InlineData(400)]
    [InlineData(8192)]
    public void A_prompt_is_never_over_budget_and_says_what_it_takes(int budget)
    {
        StepResult result = Run(Options with { TokenBudget = budget, VariationCount = 20 });
        Assert.Equal(5 * 20, result.Rows.Count);
        foreach (var row in result.Rows)
        {
            int tokens = new WordTokenizer().Count(row.Fields["prompt"]);
            Assert.Equal($"{tokens}", row.Fields["prompt_tokens"]);
            Assert.InRange(tokens, 1, budget);
        }
    }

    [Fact]
    public void The_recipe_names_exactly_the_stories_shown_and_each_is_whole()
    {
        foreach (var row in Run(Options with { TokenBudget = 300, VariationCount = 20 }).Rows)
        {
            var named = new List<string>();
            using JsonDocument recipe = JsonDocument.Parse(row.Fields["sources_meta"]);
            foreach (JsonProperty modality in recipe.RootElement.EnumerateObject())
            {
                if (modality.Name.StartsWith("news/", StringComparison.Ordinal))
                    named.AddRange(modality.Value.GetProperty("items").EnumerateArray().Select(i => i.GetString()!));
            }

            string[] shown = [.. row.Fields["prompt"].Split('\n')
                .Where(l => l.Contains(": Headline ", StringComparison.Ordinal))];
            Assert.Equal(named.Select(id => "Headline " + id.Replace("/", " of ", StringComparison.Ordinal)),
                shown.Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
        }
    }

    [Fact]
    public void Two_modalities_at_least_in_shuffled_order()
    {
        var orders = new HashSet<string>();
        foreach (string recipe in Run(Options with { VariationCount = 40 }).All("sources_meta"))
        {
            using JsonDocument json = JsonDocument.Parse(recipe);
            string[] names = [.. json.RootElement.EnumerateObject().Select(m => m.Name)];
            Assert.InRange(names.Length, 2, 4);
            orders.Add(string.Join(' ', names));
        }

        Assert.True(orders.Count > 30, $"{orders.Count} different orders of 60 possible");
    }

    [Fact]
    public void A_sample_does_not_depend_on_which_other_days_tickers_and_variations_there_are()
    {
        string[] all = [.. Run(Options).Lines.Where(l => l.Contains("|2024-03-06|", StringComparison.Ordinal))];
        DateOnly day = new(2024, 3, 6);
        string[] alone = [.. Run(Options with { From = day, To = day, VariationCount = 2 }).Lines];
        Assert.Equal(all[..2], alone);
    }

    [Fact]
    public void Another_seed_draws_otherwise() => Assert.NotEqual(
        Run(Options).All("sources_meta"), Run(Options with { Seed = 2 }).All("sources_meta"));

    [Fact]
    public void Nothing_known_later_is_shown()
    {
        foreach (var row in Run(Options).Rows)
        {
            string day = row.Fields["as_of_date"];
            string[] lines = row.Fields["prompt"].Split('\n');
            foreach (string line in lines.Where(l => l.StartsWith("- [", StringComparison.Ordinal)))
                Assert.True(string.CompareOrdinal(line[3..13], day) <= 0, $"{day}: {line}");
        }
    }

    [Fact]
    public void A_day_without_evidence_is_refused()
    {
        DateOnly later = new(2025, 6, 2);
        StepResult result = Run(Options with { From = later, To = later });
        Assert.Equal(["no-evidence"], result.Reasons);
        Assert.Empty(result.Rows);
    }

    [Fact]
    public void A_budget_below_the_instructions_is_an_error_of_the_plan() =>
        Assert.Throws<PlanException>(() => Run(Options with { TokenBudget = 10 }));

    public void Dispose() => _store.Dispose();

    private StepResult Run(CorpusOptions options) => _store.Run(new AssembleSamples(options, new WordTokenizer()));
}
