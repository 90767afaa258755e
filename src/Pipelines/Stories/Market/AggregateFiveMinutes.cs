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
        var columns = new Columns(minutes);
        for (int row = 0, end; row < minutes.Length; row = end)
        {
            ReadOnlySpan<byte> symbol = symbols.Bytes(row);
            long start = starts[row] - (starts[row] % FiveMinutes);
            end = row + 1;
            while (end < starts.Length && starts[end] >= start && starts[end] < start + FiveMinutes
                && symbols.Bytes(end).SequenceEqual(symbol))
            {
                end++;
            }

            rows[0].AppendBytes(symbol);
            rows[1].Append(start);
            rows[2].Append(start + FiveMinutes);
            columns.AppendTo(rows, row, end);
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }
    }

    private readonly ref struct Columns(RecordBatch minutes)
    {
        private readonly ReadOnlySpan<double> _open = minutes["open"].Values<double>();
        private readonly ReadOnlySpan<double> _high = minutes["high"].Values<double>();
        private readonly ReadOnlySpan<double> _low = minutes["low"].Values<double>();
        private readonly ReadOnlySpan<double> _close = minutes["close"].Values<double>();
        private readonly ReadOnlySpan<double> _volume = minutes["volume"].Values<double>();

        public void AppendTo(BatchBuilder rows, int first, int end)
        {
            (double high, double low, double volume) = (_high[first], _low[first], _volume[first]);
            for (int i = first + 1; i < end; i++)
            {
                high = Math.Max(high, _high[i]);
                low = Math.Min(low, _low[i]);
                volume += _volume[i];
            }

            rows[3].Append(_open[first]);
            rows[4].Append(high);
            rows[5].Append(low);
            rows[6].Append(_close[end - 1]);
            rows[7].Append(volume);
        }
    }
}
