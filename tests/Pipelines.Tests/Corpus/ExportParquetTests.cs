using Tauric.Pipelines.Corpus;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class ExportParquetTests : IDisposable
{
    private static readonly DateOnly s_validation = new(2024, 6, 3);
    private readonly StepHarness _store = new();

    [Fact]
    public void Rows_join_prompt_label_and_thesis_by_day_and_variation()
    {
        PutDay(Monday, Monday);
        PutDay(Monday.AddDays(1), Monday.AddDays(1), 2);   // Variation 1 was refused.
        StepResult result = Run("forward", 0);
        Assert.Equal(["AAPL_2024-03-04_01", "AAPL_2024-03-04_02", "AAPL_2024-03-05_02"], result.All("sample_id"));
        Assert.Equal(["prompt 1", "prompt 2", "prompt 2"], result.All("prompt"));
        Assert.Equal(["thesis 1", "thesis 2", "thesis 2"], result.All("thesis_text"));
        Assert.Equal("train/AAPL/2024-03", Assert.Single(result.Partitions).Key);
    }

    // The first validation label looks back 19 sessions from 2024-06-03 (forward), 34 (trailing).
    [Theory]
    [InlineData("forward", 0, "2024-05-03", "2024-05-06")]
    [InlineData("forward", 5, "2024-04-26", "2024-04-29")]
    [InlineData("trailing", 0, "2024-04-12", "2024-04-15")]
    public void Training_rows_whose_span_meets_the_embargo_are_purged(
        string direction, int embargo, string lastKept, string firstPurged)
    {
        PutDay(Monday, CorpusDays.Parse(lastKept));
        PutDay(Monday.AddDays(1), CorpusDays.Parse(firstPurged));
        StepResult result = Run(direction, embargo);
        Assert.Equal(["2024-03-04", "2024-03-04"], result.All("as_of_date"));
        Assert.Equal(["AAPL_2024-03-05_01", "AAPL_2024-03-05_02"], result.Rejects.Select(r => r.Where));
    }

    [Fact]
    public void Validation_is_untouched_and_a_month_on_both_sides_is_two_files()
    {
        PutDay(s_validation.AddDays(1), s_validation.AddDays(20));
        PutDay(new DateOnly(2024, 5, 31), s_validation);
        PutDay(s_validation, s_validation.AddDays(20));
        StepResult result = Run("forward", 5);
        Assert.Equal(["train/AAPL/2024-05", "validation/AAPL/2024-06"], result.Partitions.Select(p => p.Key));
        Assert.Equal(4, result.Rows.Count(r => r.Key.StartsWith("validation", StringComparison.Ordinal)));
        Assert.Equal(["AAPL_2024-05-31_01", "AAPL_2024-05-31_02"], result.Rejects.Select(r => r.Where));
    }

    public void Dispose() => _store.Dispose();

    private void PutDay(DateOnly day, DateOnly spanEnd, params int[] variations)
    {
        string key = $"AAPL/{CorpusDays.Text(day)}";
        if (variations.Length == 0) variations = [1, 2];
        _store.Put(CorpusDatasets.Assembled, key,
            Batch(CorpusDatasets.Assembled, Sample(day, 1, "prompt 1"), Sample(day, 2, "prompt 2")));
        _store.Put(CorpusDatasets.Theses, key,
            Batch(CorpusDatasets.Theses, [.. variations.Select(v => Thesis(day, v))]));
        _labels[day] = Label(day, 4, "BUY", day, spanEnd);
        _store.Put(CorpusDatasets.Labels, Ticker, Batch(CorpusDatasets.Labels, [.. _labels.Values]));
    }

    private readonly SortedDictionary<DateOnly, Dictionary<string, object?>> _labels = [];

    private static Dictionary<string, object?> Thesis(DateOnly day, int variation) => new(Sample(day, variation, ""))
    {
        ["label_class"] = 4,
        ["recommendation"] = "BUY",
        ["rubric_structure"] = 1.0,
        ["rubric_evidence"] = 1.0,
        ["rubric_decision"] = 1.0,
        ["thesis_text"] = $"thesis {variation}",
    };

    private StepResult Run(string direction, int embargo) => _store.Run(new ExportParquet(Options with
    {
        To = new DateOnly(2024, 6, 28),
        ValidationFrom = s_validation,
        EmbargoDays = embargo,
        LabelDirection = direction,
    }));
}
