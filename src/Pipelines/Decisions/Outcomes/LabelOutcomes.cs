using System.Globalization;
using System.Runtime.InteropServices;
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
/// labelled too, also of the days around (<see cref="Uniqueness"/>). A label is as right as its prices: a quote that is
/// old at the end, a fill that nobody reported, an outcome within rounding of an edge make a wrong one, and it does not
/// show; the rules bound the first two (<c>quote_age_max_s</c>, <c>fills_min</c>).
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
        var group = new List<Labelled>();
        using var rows = new LabelRows(_rules.Version);
        for (int start = 0; start < facts.Length; start += group.Count)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            group.Clear();
            for (int row = start, end = SymbolRows.EndOf(own.Symbols, start); row < end; row++)
            {
                OutcomeFact fact = own.At(row);
                group.Add(new Labelled(fact, OutcomeLabel.Of(fact, _rules)));
            }

            double[] weights = Weigh(group, own.Symbols.Bytes(start), around);
            int weight = 0;
            for (int i = 0; i < group.Count; i++)
            {
                double uniqueness = group[i].Label.Class > 0 ? weights[weight++] : double.NaN;
                rows.Append(facts, start + i, group[i].Fact, group[i].Label, uniqueness);
                if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
            }
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    /// <summary>The uniqueness of the labels of one symbol, in their order.</summary>
    private double[] Weigh(List<Labelled> group, ReadOnlySpan<byte> symbol, FactColumns[] around)
    {
        List<LabelSpan> lives = [.. group.Where(row => row.Label.Class > 0).Select(row => LifeOf(row.Fact))];
        int labelled = lives.Count;
        if (labelled == 0) return [];
        var reach = new LabelSpan(lives.Min(life => life.Start), lives.Max(life => life.End));
        foreach (FactColumns day in around)
        {
            (int start, int count) = SymbolRows.Find(day.Symbols, symbol).GetOffsetAndLength(day.Symbols.Length);
            for (int row = start; row < start + count; row++)
            {
                OutcomeFact fact = day.At(row);
                if (LifeOf(fact).Meets(reach) && OutcomeLabel.Of(fact, _rules).Class > 0) lives.Add(LifeOf(fact));
            }
        }

        var weights = new double[lives.Count];
        Uniqueness.Weigh(CollectionsMarshal.AsSpan(lives), weights);
        return weights;
    }

    private static LabelSpan LifeOf(in OutcomeFact fact) =>
        new((int)(fact.EventTime / Minute), (int)(fact.EndTime / Minute));

    private readonly record struct Labelled(OutcomeFact Fact, OutcomeLabel Label);
}
