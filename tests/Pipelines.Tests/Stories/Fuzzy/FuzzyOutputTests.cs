using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Fuzzy;

namespace Tauric.Pipelines.Tests.Stories.Fuzzy;

public sealed class FuzzyOutputTests : IDisposable
{
    private static readonly DateOnly[] s_days = [new(2024, 1, 2), new(2024, 1, 3), new(2024, 1, 4)];

    private readonly StepHarness _store = new();

    [Fact]
    public void The_highest_degree_dominates()
    {
        Put(s_days[2], ("price_low", 0.25f), ("price_medium", 0.75f), ("volume_very_high", 1));
        var row = Run();
        Assert.Equal(("2", "0.75"), (row["price"], row["price_degree"]));
        Assert.Equal(("4", "1"), (row["volume"], row["volume_degree"]));
    }

    [Fact]
    public void Momentum_is_the_mean_of_rsi_and_macd()
    {
        Put(s_days[2], ("rsi_high", 0.5f), ("rsi_very_high", 0.5f), ("macd_high", 1));
        var row = Run();
        Assert.Equal(("3", "0.75"), (row["momentum"], row["momentum_degree"]));
    }

    [Theory]
    [InlineData("price_low", "price_medium", "2")]
    [InlineData("price_low", "price_high", "1")]
    [InlineData("price_very_low", "price_very_high", "0")]
    public void Of_equals_the_one_nearest_the_middle_dominates_then_the_lower(string one, string other, string state)
    {
        Put(s_days[2], (one, 0.5f), (other, 0.5f));
        Assert.Equal(state, Run()["price"]);
    }

    [Fact]
    public void What_is_not_known_is_minus_one_and_adds_nothing_to_the_confidence()
    {
        Put(s_days[2], [("rsi_high", 1), ("price_high", 1), ("volume_low", 0.5f),
            .. FuzzyVariable.Columns.Where(c => c.StartsWith("macd", StringComparison.Ordinal))
                .Select(c => (c, float.NaN))]);
        var row = Run();
        Assert.Equal(("-1", "~"), (row["momentum"], row["momentum_degree"]));
        Assert.Equal(0.3, double.Parse(row["fuzzy_confidence"]), 1e-6);
    }

    [Fact]
    public void The_best_pattern_that_reaches_its_threshold_is_named_in_words()
    {
        Put(s_days[2], ("volume_surge_pattern", 0.8f), ("price_rises_then_drops", 0.7f));
        var row = Run();
        Assert.Equal(("volume surge", "0.8"), (row["pattern"], row["pattern_score"]));
    }

    [Fact]
    public void Below_every_threshold_no_pattern_is_seen()
    {
        Put(s_days[2], ("volume_surge_pattern", 0.59f), ("breakout_pattern", float.NaN));
        var row = Run();
        Assert.Equal(("", "0"), (row["pattern"], row["pattern_score"]));
    }

    [Fact]
    public void Regimes_hold_on_over_three_rows()
    {
        Put(s_days[0], Up(1), Calm(1));
        Put(s_days[1], Up(1), Calm(1));
        Put(s_days[2], ("sma_trend_down", 1), ("volatility_very_high", 1));
        Assert.Equal(["bull", "bull", "bull"], Regimes("market_regime"));
        Assert.Equal(["low", "low", "low"], Regimes("volatility_regime"));

        (string, float) Up(float degree) => ("sma_trend_up", degree);
        (string, float) Calm(float degree) => ("volatility_low", degree);
    }

    [Fact]
    public void Regimes_need_more_than_any_other()
    {
        Put(s_days[2], ("sma_trend_up", 0.5f), ("sma_trend_neutral", 0.5f), ("volatility_high", 0.3f),
            ("volatility_very_high", 0.3f), ("volatility_medium", 0.4f));
        var row = Run();
        Assert.Equal(("neutral", "high"), (row["market_regime"], row["volatility_regime"]));
    }

    [Fact]
    public void While_nothing_is_known_regimes_are_in_the_middle()
    {
        Put(s_days[2], [.. FuzzyVariable.Columns.Select(column => (column, float.NaN))]);
        var row = Run();
        Assert.Equal(("neutral", "medium", "0"),
            (row["market_regime"], row["volatility_regime"], row["fuzzy_confidence"]));
    }

    public void Dispose() => _store.Dispose();

    private string[] Regimes(string column)
    {
        Run();
        return [.. _store.Run(new FuzzyOutput(Telling(s_days[0]))).All(column)];
    }

    private IReadOnlyDictionary<string, string> Run() =>
        _store.Run(new FuzzyOutput(Telling(s_days[2]))).Rows[^1].Fields;

    private static StoriesOptions Telling(DateOnly from) => new() { From = from, To = s_days[2] };

    /// <summary>One symbol's degrees and scores on a day; what is not named is 0.</summary>
    private void Put(DateOnly day, params (string Column, float Degree)[] values)
    {
        var options = new StoriesOptions();
        _store.Put(MarketDatasets.Daily, "2024-01", RecordBatch.Empty(MarketDatasets.Daily.Schema));
        var degrees = values.ToDictionary(v => v.Column, v => v.Degree);
        foreach (Dataset dataset in (Dataset[])[FuzzySets.Sets, FuzzyPatterns.DatasetOf(options)])
        {
            using var builder = new BatchBuilder(dataset.Schema);
            builder["symbol"].AppendText("A");
            builder["event_time"].Append(0L);
            builder["known_at"].Append(0L);
            foreach (Field field in dataset.Schema.Fields.Skip(3))
            {
                float degree = degrees.GetValueOrDefault(field.Name);
                if (float.IsNaN(degree)) builder[field.Name].AppendNull();
                else builder[field.Name].Append(degree);
            }

            _store.Put(dataset, $"daily/{StorySessions.Text(day)}", builder.Build());
        }
    }
}
