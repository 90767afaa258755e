using System.Buffers;
using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>
/// Labels decisions by the rules, from stored facts alone: another rule changes this step's parameters, so labels are
/// made again and nothing else is.
/// </summary>
/// <remarks>
/// A label's life is its lookahead in whole minutes; labels share minutes with those of the same symbol that are
/// labelled too, also of the days around (<see cref="Uniqueness"/>).
/// </remarks>
public sealed class LabelOutcomes(OutcomeOptions options) : Step
{
    private const long Minute = 60 * UtcMicros.PerSecond;

    private readonly LabelingRules _rules = new(options.Rules);

    public override string Name => "label_outcomes";

    public override int Version => 1;

    public override Dataset Output => OutcomeDatasets.Labels;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        .. _rules.Active.SelectMany(rule => rule.Criteria.Concat(rule.Thresholds)
            .OrderBy(number => number.Key, StringComparer.Ordinal)
            .Select(n => KeyValuePair.Create(n.Key, n.Value.ToString("R", CultureInfo.InvariantCulture)))),
        new("rules", _rules.Version),
        new("lookahead_days", options.LookaheadDays.ToString(CultureInfo.InvariantCulture)),
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(OutcomeDatasets.Facts))
        {
            DateOnly day = Day.Parse(key);
            IEnumerable<Read> reads = upstream.Around(
                OutcomeDatasets.Facts, key, options.LookaheadDays, options.LookaheadDays);
            yield return new Partition(key, [.. reads], new Scope(null, day, day));
        }
    }

    public override void Run(Work work)
    {
        IReadOnlyList<ReadRows> days = work.Rows(OutcomeDatasets.Facts);
        RecordBatch facts = days.Single(day => day.Read.Key == work.Key).Rows;
        FactColumns[] around = [.. days.Where(d => d.Read.Key != work.Key).Select(d => new FactColumns(d.Rows))];
        var own = new FactColumns(facts);
        using var rows = new LabelRows(_rules.Version);
        for (int start = 0, end; start < facts.Length; start = end)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            end = SymbolRows.EndOf(own.Symbols, start);
            double[] weights = ArrayPool<double>.Shared.Rent(end - start);
            Weigh(own, start, end, around, weights);
            for (int row = start; row < end; row++)
            {
                OutcomeFact fact = own.At(row);
                rows.Append(facts, row, fact, OutcomeLabel.Of(fact, _rules), weights[row - start]);
                if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
            }

            ArrayPool<double>.Shared.Return(weights);
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    /// <summary>The uniqueness of the labels of one symbol; NaN for rows without a label.</summary>
    private void Weigh(in FactColumns own, int start, int end, FactColumns[] around, double[] weights)
    {
        var lives = new List<LabelSpan>(end - start);
        Collect(own, start, end, new LabelSpan(int.MinValue, int.MaxValue), lives);
        int labelled = lives.Count;
        if (labelled > 0)
        {
            var reach = new LabelSpan(lives.Min(life => life.Start), lives.Max(life => life.End));
            foreach (FactColumns day in around)
            {
                Range same = SymbolRows.Find(day.Symbols, own.Symbols.Bytes(start));
                Collect(day, same.Start.Value, same.End.Value, reach, lives);
            }
        }

        double[] shared = ArrayPool<double>.Shared.Rent(lives.Count);
        Uniqueness.Weigh(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(lives), shared.AsSpan(0, lives.Count));
        for (int row = start, next = 0; row < end; row++)
            weights[row - start] = _rules.Missing(own.At(row)) is null ? shared[next++] : double.NaN;
        ArrayPool<double>.Shared.Return(shared);
    }

    /// <summary>Lives of the labelled rows that meet a span.</summary>
    private void Collect(in FactColumns day, int start, int end, LabelSpan reach, List<LabelSpan> lives)
    {
        for (int row = start; row < end; row++)
        {
            OutcomeFact fact = day.At(row);
            var life = new LabelSpan((int)(fact.EventTime / Minute), (int)(fact.EndTime / Minute));
            if (life.Meets(reach) && _rules.Missing(fact) is null) lives.Add(life);
        }
    }
}
