using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Market;

/// <summary>
/// Five minutes of a symbol as one bar: 09:30 to 09:35, and so on. There is one where there is a bar of a minute; it is
/// known at the end of its five minutes.
/// </summary>
public sealed class AggregateFiveMinutes : Step
{
    private const long FiveMinutes = 5 * SessionBars.MinuteMicros;

    public override string Name => "aggregate_5min";

    public override int Version => 1;

    public override Dataset Output => MarketDatasets.FiveMinutes;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        from key in upstream.Of(MarketDatasets.Minutes)
        let day = SessionBars.Day(key)
        select new Partition(key, [new Read(MarketDatasets.Minutes, key)], new Scope(null, day, day));

    public override void Run(Work work)
    {
        using var rows = new BatchBuilder(Output.Schema);
        foreach (ReadRows minutes in work.Rows(MarketDatasets.Minutes)) Append(rows, work, minutes.Rows);
        if (rows.Length > 0) work.Write(rows.Build());
    }

    private static void Append(BatchBuilder rows, Work work, RecordBatch minutes)
    {
        Column symbols = minutes["symbol"];
        ReadOnlySpan<long> starts = minutes["event_time"].Values<long>();
        for (int row = 0, end; row < minutes.Length; row = end)
        {
            long start = starts[row] - (starts[row] % FiveMinutes);
            end = row + 1;
            while (end < minutes.Length && starts[end] >= start && starts[end] < start + FiveMinutes
                && symbols.Bytes(end).SequenceEqual(symbols.Bytes(row)))
            {
                end++;
            }

            rows[0].AppendBytes(symbols.Bytes(row));
            rows[1].Append(start);
            rows[2].Append(start + FiveMinutes);
            AppendBar(rows, minutes, row..end);
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }
    }

    private static void AppendBar(BatchBuilder rows, RecordBatch minutes, Range range)
    {
        ReadOnlySpan<double> high = minutes["high"].Values<double>()[range];
        ReadOnlySpan<double> low = minutes["low"].Values<double>()[range];
        rows[3].Append(minutes["open"].Values<double>()[range][0]);
        (double highest, double lowest, double volume) = (high[0], low[0], 0);
        for (int i = 1; i < high.Length; i++)
            (highest, lowest) = (Math.Max(highest, high[i]), Math.Min(lowest, low[i]));
        foreach (double traded in minutes["volume"].Values<double>()[range]) volume += traded;
        rows[4].Append(highest);
        rows[5].Append(lowest);
        rows[6].Append(minutes["close"].Values<double>()[range][^1]);
        rows[7].Append(volume);
    }
}
