using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// Joins prompts, labels and theses into one Parquet file a split, ticker and month. Training rows whose label span
/// comes within the embargo of a validation label span are purged (López de Prado 2018, chapter 7).
/// </summary>
public sealed class ExportParquet(CorpusOptions options) : Step
{
    /// <summary>Sessions before a day that its label looks back on.</summary>
    private readonly int _lookback = -GenerateLabels.AlgorithmOf(options).SpanOf(0).Start;
    private CorpusDays? _days;

    public override string Name => "export_parquet";

    public override int Version => 2;

    public override Dataset Output => CorpusDatasets.Export;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("validation_from", _days is null ? "" : CorpusDays.Text(_days.ValidationFrom)),
        new("embargo_days", options.EmbargoDays.ToString(CultureInfo.InvariantCulture)),
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        _days = CorpusDays.Of(options, upstream);
        foreach (IGrouping<string, string> month in upstream.Of(CorpusDatasets.Theses).GroupBy(MonthOf))
        {
            string[] keys = [.. month];   // By day, as all keys are in order.
            ((string ticker, DateOnly first), DateOnly last) = (Parse(keys[0]), Parse(keys[^1]).Day);
            var reads = new List<Read>
            {
                new(CorpusDatasets.LabelShares, "all"),   // Nothing is exported before the gate has passed.
                DistillTheses.LabelsOf(ticker, first, last),
            };
            foreach (string key in keys)
            {
                reads.Add(new Read(CorpusDatasets.Assembled, key));
                reads.Add(new Read(CorpusDatasets.Theses, key));
            }

            yield return new Partition(month.Key, reads, new Scope(ticker, first, last));
        }
    }

    public override void Run(Work work)
    {
        Dictionary<int, (RecordBatch Rows, int Row)> labels = [];
        foreach (ReadRows read in work.Rows(CorpusDatasets.Labels))
        {
            ReadOnlySpan<int> dates = read.Rows["as_of_date"].Values<int>();
            for (int row = 0; row < dates.Length; row++) labels.Add(dates[row], (read.Rows, row));
        }

        HashSet<int> purged = work.Key.StartsWith("train/", StringComparison.Ordinal) ? Purged(labels) : [];
        IReadOnlyList<ReadRows> samples = work.Rows(CorpusDatasets.Assembled);
        IReadOnlyList<ReadRows> theses = work.Rows(CorpusDatasets.Theses);
        using var builder = new BatchBuilder(Output.Schema);
        for (int day = 0; day < samples.Count; day++)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            Join(work, builder, samples[day].Rows, theses[day].Rows, labels, purged);
        }

        work.Write(builder.Build());
    }

    private static void Join(Work work, BatchBuilder builder, RecordBatch samples, RecordBatch theses,
        Dictionary<int, (RecordBatch Rows, int Row)> labels, HashSet<int> purged)
    {
        int at = 0;
        for (int row = 0; row < theses.Length; row++)   // Theses are a subset of the samples, in the same order.
        {
            while (!samples["sample_id"].Bytes(at).SequenceEqual(theses["sample_id"].Bytes(row))) at++;
            int date = theses["as_of_date"].Values<int>()[row];
            if (purged.Contains(date))
            {
                work.Reject("purged", theses["sample_id"].Text(row)!, "its label span meets the validation period");
                continue;
            }

            (RecordBatch label, int labelRow) = labels[date];
            for (int c = 0; c < builder.Schema.Count; c++)
            {
                string name = builder.Schema[c].Name;
                (RecordBatch from, int fromRow) = samples.Schema.IndexOf(name) >= 0 ? (samples, at)
                    : label.Schema.IndexOf(name) >= 0 ? (label, labelRow) : (theses, row);
                builder[c].AppendFrom(from[name], fromRow);
            }
        }
    }

    /// <summary>Dates whose label shares sessions with a validation label, the embargo included.</summary>
    private HashSet<int> Purged(Dictionary<int, (RecordBatch Rows, int Row)> labels)
    {
        DateOnly start = _days!.ValidationFrom;
        for (int i = 0; i < _lookback + options.EmbargoDays; i++) start = TradingCalendar.Nyse.Previous(start);
        int[] dates = [.. labels.Keys.Order()];
        var validation = new LabelSpan(UtcMicros.ToDate32(start), int.MaxValue);
        LabelSpan[] spans = [.. dates.Select(d => SpanOf(labels[d])), validation];
        bool[] isValidation = [.. dates.Select(_ => false), true];
        SplitSide[] sides = Purging.Split(spans, isValidation, embargoRows: 0);
        return [.. dates.Where((_, i) => sides[i] != SplitSide.Train)];
    }

    /// <summary>In days since the epoch: the purge needs order, not distance.</summary>
    private static LabelSpan SpanOf((RecordBatch Rows, int Row) label) => new(
        label.Rows["span_start"].Values<int>()[label.Row], label.Rows["span_end"].Values<int>()[label.Row]);

    /// <summary>The partition a ticker's day goes to: <c>train/AAPL/2024-03</c>.</summary>
    private string MonthOf(string key)
    {
        (string ticker, DateOnly day) = Parse(key);
        return $"{(day >= _days!.ValidationFrom ? "validation" : "train")}/{ticker}/{Months.Of(day)}";
    }

    private static (string Ticker, DateOnly Day) Parse(string key)
    {
        string[] parts = key.Split('/');
        return (parts[0], CorpusDays.Parse(parts[1]));
    }
}
