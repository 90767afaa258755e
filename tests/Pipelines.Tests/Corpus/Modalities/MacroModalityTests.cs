using Tauric.Engine.Time;
using Tauric.Pipelines.Corpus.Modalities;
using Tauric.Pipelines.Feeds;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus.Modalities;

public sealed class MacroModalityTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Fact]
    public void Shows_the_vintage_known_at_the_cutoff()
    {
        Put(Observation(new(2024, 1, 1), Monday.AddDays(-10), 3.7),
            Observation(new(2024, 1, 1), Monday.AddDays(1), 3.9));
        Assert.Equal("<UNRATE> 2024-01 3.7\n", Shown(Monday));
        Assert.Equal("<UNRATE> 2024-01 3.9\n", Shown(Monday.AddDays(1)));
    }

    [Fact]
    public void A_month_is_its_first_observation()
    {
        Put(Observation(new(2024, 1, 2), new(2024, 1, 2), 4), Observation(new(2024, 1, 3), new(2024, 1, 3), 5),
            Observation(new(2024, 2, 1), new(2024, 2, 1), 6));
        Assert.Equal("<UNRATE> 2024-01 4 2024-02 6\n", Shown(Monday));
    }

    [Fact]
    public void Two_years_are_shown()
    {
        Put([.. Enumerable.Range(0, 40).Select(i => new DateOnly(2020, 1, 1).AddMonths(i))
            .Select(m => Observation(m, m, 1))]);
        Assert.Equal(24, Shown(Monday).Split(' ').Count(w => w.StartsWith("20", StringComparison.Ordinal)));
        Assert.StartsWith("<UNRATE> 2021-05 1 ", Shown(Monday), StringComparison.Ordinal);
    }

    public void Dispose() => _store.Dispose();

    private string Shown(DateOnly day) => Assert.Single(_store.ItemsOf(new MacroModality(), day)).Text;

    private void Put(params IReadOnlyList<Dictionary<string, object?>> rows) =>
        _store.Put(Canonical.Macro, "UNRATE", Batch(Canonical.Macro, rows));

    private static Dictionary<string, object?> Observation(DateOnly period, DateOnly released, double value) => new()
    {
        ["series"] = "UNRATE",
        ["event_time"] = UtcMicros.From(period),
        ["known_at"] = At(released),
        ["value"] = value,
        ["raw_ref"] = "x",
    };
}
