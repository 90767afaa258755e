using System.Globalization;
using Tauric.Kernels.Indicators;
using Tauric.Pipelines.Corpus;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class ComputeTechnicalsTests : IDisposable
{
    private static readonly DateOnly s_first = new(2023, 1, 3);
    private readonly StepHarness _store = new();

    [Fact]
    public void Windows_are_written_for_the_days_a_decision_can_read()
    {
        PutPrices(_store, s_first, Monday.AddDays(30));
        StepResult result = _store.Run(new ComputeTechnicals(Options));
        Assert.Equal("2024-02-23", result.All("date").First());
        Assert.Equal("2024-03-08", result.All("date").Last());
        Assert.All(result.All("dates"), dates => Assert.Equal(15, dates.Split(' ').Length));
    }

    [Fact]
    public void Values_are_those_of_the_indicators_over_all_history_up_to_the_day()
    {
        PutPrices(_store, s_first, Monday.AddDays(30));
        StepResult result = _store.Run(new ComputeTechnicals(Options));
        IReadOnlyList<DateOnly> days = Engine.Time.TradingCalendar.Nyse.Days(s_first, Options.To!.Value);
        double[] close = [.. days.Select((_, i) => Close(i))];
        double[][] columns = IndicatorSets.Corpus.Compute(new Bars(
            [.. close.Select(c => c - 0.5)], [.. close.Select(c => c + 1)], [.. close.Select(c => c - 1)], close,
            [.. close.Select(c => 1000 + c)]));
        IReadOnlyDictionary<string, string> last = result.Rows[^1].Fields;
        foreach ((double[] values, IndicatorColumn column) in columns.Zip(IndicatorSets.Corpus.Columns))
            Assert.Equal(values[^15..].Select(Text), last[column.Name].Split(' '));
        Assert.Equal(close[^15..].Select(Text), last["close"].Split(' '));
    }

    [Fact]
    public void A_value_that_has_not_warmed_up_is_null()
    {
        PutPrices(_store, new DateOnly(2024, 2, 5), Monday.AddDays(4));
        StepResult result = _store.Run(new ComputeTechnicals(Options));
        Assert.All(result.All("sma_200"), window => Assert.Equal(string.Join(' ', Enumerable.Repeat("~", 15)), window));
        Assert.DoesNotContain(result.All("close"), window => window.Contains('~'));
    }

    [Fact]
    public void Days_enter_the_fingerprint()
    {
        PutPrices(_store, s_first, Monday.AddDays(30));
        var step = new ComputeTechnicals(Options);
        _store.Run(step);
        Assert.Equal(["2024-02-23", "2024-03-08"], step.Parameters.Select(p => p.Value));
    }

    [Fact]
    public void A_ticker_without_prices_is_absent_and_says_so()
    {
        PutPrices(_store, s_first, Monday.AddDays(30));
        var step = new ComputeTechnicals(Options with { Tickers = [.. Options.Tickers, "XOM", "TSLA"] });
        StepResult result = _store.Run(step);
        Assert.Equal(["TSLA: no prices in the input", "XOM: no prices in the input"],
            step.Absent.Select(a => $"{a.Entity}: {a.Reason}"));
        Assert.DoesNotContain(result.Partitions, p => p.Key is "XOM" or "TSLA");
    }

    public void Dispose() => _store.Dispose();

    private static string Text(double value) =>
        double.IsNaN(value) ? "~" : value.ToString("R", CultureInfo.InvariantCulture);
}
