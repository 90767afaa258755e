using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus;

/// <summary>Algorithm S1 per ticker, on adjusted closes, for the decision days.</summary>
public sealed class GenerateLabels(CorpusOptions options) : Step
{
    private CorpusDays? _days;

    public override string Name => "generate_labels";

    public override int Version => 1;

    public override Dataset Output => CorpusDatasets.Labels;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("direction", options.LabelDirection), new("adjust", options.LabelAdjust ? "true" : "false"),
        new("threshold_fit", options.ThresholdFit),
        new("decision_time", options.DecisionTime.ToString("HH:mm", CultureInfo.InvariantCulture)),
        new("from", CorpusDays.Text(Days.Days[0])), new("to", CorpusDays.Text(Days.Days[^1])),
        new("train_until", options.ThresholdFit == "train_only" ? CorpusDays.Text(Days.ValidationFrom) : ""),
    ];

    private CorpusDays Days => _days ?? throw new InvalidOperationException("Plan comes before Parameters.");

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        _days = CorpusDays.Of(options, upstream);
        return upstream.Of(Canonical.Price).Intersect(options.Tickers).Order(StringComparer.Ordinal)
            .Select(ticker => new Partition(ticker, [new Read(Canonical.Price, ticker)], new Scope(ticker)));
    }

    public override void Run(Work work)
    {
        RecordBatch bars = work.Rows(Canonical.Price)[0].Rows;
        int[] dates = bars["date"].Values<int>().ToArray();
        LabelColumn labels = Label(bars["adj_close"].Values<double>(), dates);
        using var builder = new BatchBuilder(Output.Schema);
        var byDate = dates.Select((date, row) => (date, row)).ToDictionary(p => p.date, p => p.row);
        foreach (DateOnly day in Days.Days)
        {
            string where = $"{work.Key}/{CorpusDays.Text(day)}";
            if (!byDate.TryGetValue(UtcMicros.ToDate32(day), out int row))
                work.Reject("no-bar", where, "there is no price on this trading day");
            else if (labels[row].Decision == Decision.Undefined)
                work.Reject("no-label", where, "a term of the composite or its thresholds is undefined");
            else
                Append(builder, work.Key, day, labels[row], dates);
        }

        work.Write(builder.Build());
    }

    internal static AlgorithmS1 AlgorithmOf(CorpusOptions options) => new()
    {
        Direction = options.LabelDirection == "trailing" ? S1Direction.Trailing : S1Direction.Forward,
        Adjust = options.LabelAdjust,
        Fit = options.ThresholdFit == "expanding" ? ThresholdFit.Expanding : ThresholdFit.TrainOnly,
    };

    /// <summary>Thresholds are fitted on decision days only; the bars around them are context.</summary>
    private LabelColumn Label(ReadOnlySpan<double> closes, int[] dates)
    {
        AlgorithmS1 algorithm = AlgorithmOf(options);
        if (algorithm.Fit == ThresholdFit.Expanding) return algorithm.Label(closes);
        int from = UtcMicros.ToDate32(Days.Days[0]);
        int to = UtcMicros.ToDate32(Days.Days[^1]);
        int trainTo = options.ThresholdFit == "train_only" ? UtcMicros.ToDate32(Days.ValidationFrom) : int.MaxValue;
        return algorithm.Label(closes, row => dates[row] >= from && dates[row] <= to
            && dates[Math.Min(algorithm.SpanOf(row).End, dates.Length - 1)] < trainTo);
    }

    private void Append(BatchBuilder builder, string ticker, DateOnly day, Label label, int[] dates)
    {
        builder["asset_id"].AppendText(ticker);
        builder["as_of_date"].Append(UtcMicros.ToDate32(day));
        builder["as_of"].Append(CorpusDays.Cutoff(options, day));
        builder["composite_signal"].Append(label.Composite);
        builder["label_class"].Append((int)label.Decision);
        builder["label"].AppendText(label.Decision.Words());
        builder["quantile"].Append(label.Rank);
        builder["theta_sell"].Append(label.Thresholds.Sell);
        builder["theta_hold"].Append(label.Thresholds.Hold);
        builder["theta_buy"].Append(label.Thresholds.Buy);
        builder["theta_strong_buy"].Append(label.Thresholds.StrongBuy);
        builder["span_start"].Append(dates[Math.Max(label.Span.Start, 0)]);
        builder["span_end"].Append(dates[Math.Min(label.Span.End, dates.Length - 1)]);
        builder["direction"].AppendText(options.LabelDirection);
        builder["threshold_fit"].AppendText(options.ThresholdFit);
    }
}
