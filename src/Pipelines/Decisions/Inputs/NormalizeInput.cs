using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Decisions.Inputs;

/// <summary>The rows of a kind of payload, all payloads of a day together, sorted by symbol, then when known.</summary>
/// <remarks>Rows of one symbol and time stay as they came: payloads by name, rows by line. Nothing is dropped but what
/// is refused; the address of a refused row is its payload and its number after the header, from 0.</remarks>
public sealed class NormalizeInput(InputTable table) : Step
{
    public override string Name => "normalize_" + table.Output.Name;

    public override int Version => 1;

    public override Dataset Output => table.Output;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => DayPayloads.Plan(upstream, table.Source);

    public override void Run(Work work)
    {
        using var rows = new BatchBuilder(Output.Schema);
        foreach (Payload payload in DayPayloads.Read(work))
        {
            DayPayloads.Refusing(work, payload, () => table.Read(payload, rows, (reason, line, seen) =>
                work.Reject(reason, $"{payload.Key}#{line}", seen)));
        }

        using RecordBatch unsorted = rows.Build();
        RowOrder.Of(unsorted).Write(work, unsorted);
    }
}

/// <summary>Payloads of one source, a partition a day.</summary>
internal static class DayPayloads
{
    public static IEnumerable<Partition> Plan(IPartitionKeys upstream, string source)
    {
        var days = new SortedDictionary<DateOnly, List<Read>>();
        foreach (string text in upstream.Of(Canonical.Raw))
        {
            if (!PayloadKey.TryParse(text, out PayloadKey? key) || key.Source != source) continue;
            if (!days.TryGetValue(key.Date, out List<Read>? reads)) days.Add(key.Date, reads = []);
            reads.Add(new Read(Canonical.Raw, text));
        }

        return days.Select(day => new Partition(Day.Key(day.Key), day.Value, new Scope(null, day.Key, day.Key)));
    }

    public static IEnumerable<Payload> Read(Work work)
    {
        foreach (ReadRows rows in work.Rows(Canonical.Raw))
        {
            work.Cancelled.ThrowIfCancellationRequested();
            if (rows.Rows.Length > 0) yield return Payload.Of(rows, PayloadKey.Parse(rows.Read.Key));
        }
    }

    /// <summary>A payload that is not of its format is refused whole.</summary>
    public static void Refusing(Work work, Payload payload, Action read)
    {
        try
        {
            if (!System.Text.Unicode.Utf8.IsValid(payload.Bytes.Span))
                throw new RefusedException("invalid-utf8", "not UTF-8");
            read();
        }
        catch (RefusedException refused)
        {
            work.Reject(refused.Reason, payload.Key.ToString(), refused.Message);
        }
    }
}

/// <summary>Rows by symbol, then when known, then when it happened; equal ones as they came.</summary>
internal readonly struct RowOrder
{
    private readonly int[]? _rows;   // Null when they are sorted already.

    private RowOrder(int[]? rows) => _rows = rows;

    public static RowOrder Of(RecordBatch rows)
    {
        var order = new Comparison(rows["symbol"], rows["known_at"], rows["event_time"]);
        bool isSorted = true;
        for (int row = 1; row < rows.Length && isSorted; row++) isSorted = order.Compare(row - 1, row) < 0;
        if (isSorted) return default;
        int[] sorted = [.. Enumerable.Range(0, rows.Length)];
        Array.Sort(sorted, order);
        return new RowOrder(sorted);
    }

    public void Write(Work work, RecordBatch rows)
    {
        if (_rows is null)
        {
            if (rows.Length > 0) work.Write(rows.Retain());
            return;
        }

        using var sorted = new BatchBuilder(rows.Schema);
        foreach (int row in _rows)
        {
            for (int c = 0; c < rows.Schema.Count; c++) sorted[c].AppendFrom(rows[c], row);
            if (sorted.Length >= work.BatchRowsMax) work.Write(sorted.Build());
        }

        if (sorted.Length > 0) work.Write(sorted.Build());
    }

    private sealed class Comparison(Column symbol, Column knownAt, Column eventTime) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            int order = symbol.Bytes(x).SequenceCompareTo(symbol.Bytes(y));
            if (order == 0) order = knownAt.Values<long>()[x].CompareTo(knownAt.Values<long>()[y]);
            if (order == 0) order = eventTime.Values<long>()[x].CompareTo(eventTime.Values<long>()[y]);
            return order != 0 ? order : x.CompareTo(y);
        }
    }
}
