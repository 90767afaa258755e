using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>
/// Measures what became of every decision of a day: fills, benchmarks and prices of its lookahead, no rule applied.
/// </summary>
public sealed class OutcomeFacts(OutcomeOptions options) : Step
{
    public override string Name => "measure_outcomes";

    public override int Version => 1;

    public override Dataset Output => OutcomeDatasets.Facts;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("lookahead_days", options.LookaheadDays.ToString(CultureInfo.InvariantCulture)),
        new("benchmark", options.Benchmark ?? ""),
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(DecisionInputs.Decisions))
        {
            DateOnly day = Day.Parse(key);
            List<Read> reads = [new Read(DecisionInputs.Decisions, key)];
            foreach (Dataset market in (Dataset[])[DecisionInputs.Quotes, DecisionInputs.Trades, DecisionInputs.Fills])
                reads.AddRange(upstream.Around(market, key, before: 1, options.LookaheadDays));
            yield return new Partition(key, reads, new Scope(null, day, day));
        }
    }

    public override void Run(Work work)
    {
        RecordBatch decisions = work.Rows(DecisionInputs.Decisions)[0].Rows;
        var market = new DecisionMarket(work, options.Benchmark);
        using var rows = new BatchBuilder(Output.Schema);
        int[] order = OrderOf(decisions);
        Column symbols = decisions["symbol"];
        for (int i = 0; i < order.Length; i++)
        {
            int row = order[i];
            ReadOnlySpan<byte> symbol = symbols.Bytes(row);
            if (i == 0 || !symbols.Bytes(order[i - 1]).SequenceEqual(symbol))
            {
                work.Cancelled.ThrowIfCancellationRequested();
                market.Load(symbol);
            }

            Append(rows, decisions, row, market.Measure(decisions, row));
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    private static int[] OrderOf(RecordBatch decisions)
    {
        Column symbols = decisions["symbol"], times = decisions["event_time"], ids = decisions["decision_id"];
        int[] order = [.. Enumerable.Range(0, decisions.Length)];
        Array.Sort(order, (x, y) =>
        {
            int by = symbols.Bytes(x).SequenceCompareTo(symbols.Bytes(y));
            if (by == 0) by = times.Values<long>()[x].CompareTo(times.Values<long>()[y]);
            return by != 0 ? by : ids.Bytes(x).SequenceCompareTo(ids.Bytes(y));
        });
        return order;
    }

    private static void Append(BatchBuilder rows, RecordBatch decisions, int row, in OutcomeFact fact)
    {
        int c = 0;
        rows[c++].AppendFrom(decisions["decision_id"], row);
        rows[c++].AppendFrom(decisions["symbol"], row);
        foreach (long time in (ReadOnlySpan<long>)[fact.EventTime, fact.ArrivalTime, fact.EndTime, fact.ObservedUntil])
            rows[c++].Append(time);
        rows[c++].Append((sbyte)fact.Side);
        rows[c++].Append(fact.Quantity);
        rows[c++].Append(fact.Fills);
        ReadOnlySpan<double> numbers =
        [
            fact.FilledQuantity, fact.FillNotional, fact.Fees, fact.DecisionMid, fact.ArrivalMid, fact.EndMid,
            fact.Vwap, fact.Twap, fact.Close, fact.HighMid, fact.LowMid, fact.VolatilityBps, fact.BenchmarkReturnBps,
            fact.DecisionQuoteAgeSeconds, fact.EndQuoteAgeSeconds,
        ];
        foreach (double number in numbers) rows[c++].AppendMaybe(number);
    }
}

/// <summary>Reads of the days around one.</summary>
internal static class DayReads
{
    /// <summary>Whole reads, as far as there are any, in order.</summary>
    public static IEnumerable<Read> Around(
        this IPartitionKeys upstream, Dataset dataset, string day, int before, int after)
    {
        string first = Day.Before(day, before), last = Day.Before(day, -after);
        return upstream.Of(dataset)
            .Where(key => string.CompareOrdinal(key, first) >= 0 && string.CompareOrdinal(key, last) <= 0)
            .Select(key => new Read(dataset, key));
    }
}
