using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Stories.Market;

/// <summary>
/// Numbers by symbol that became known in a month (New York), every vintage: one that a later payload changes is a row
/// beside the first, known from the end of that payload's day.
/// </summary>
/// <remarks>
/// A month's payloads are compared with the last one before it of the same source and entity: so a file that is sent
/// whole every time gives each number once.
/// </remarks>
/// <typeparam name="TItem">The kind of feed it reads.</typeparam>
public sealed class NormalizeValues<TItem>(Dataset output) : Step
    where TItem : MarketValue
{
    private readonly IReadOnlyDictionary<string, Feed<TItem>> _feeds = FeedRegistry.Of<TItem>();

    public override string Name => "normalize_" + output.Name;

    public override int Version => 1;

    public override Dataset Output => output;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        PayloadKey[] payloads = [.. Payloads.Of(upstream, _feeds)];
        foreach (string month in payloads.Select(key => Months.Of(key.Date)).Distinct()
            .Order(StringComparer.Ordinal))
        {
            DateOnly first = Months.First(month), last = Months.Last(first);
            IEnumerable<PayloadKey> before = payloads.Where(key => key.Date < first)
                .GroupBy(key => (key.Source, key.Entity)).Select(series => series.MaxBy(key => key.Date)!);
            Read[] reads = [.. before.Concat(payloads.Where(key => key.Date >= first && key.Date <= last))
                .Select(key => new Read(Canonical.Raw, key.ToString()))
                .OrderBy(read => read.Key, StringComparer.Ordinal)];
            yield return new Partition(month, reads, new Scope(null, first, last));
        }
    }

    public override void Run(Work work)
    {
        using var rows = new BatchBuilder(Output.Schema);
        foreach (Sourced<TItem> value in Vintages(work)
            .OrderBy(value => value.Item.KnownAt).ThenBy(value => value.Item.Symbol, StringComparer.Ordinal)
            .ThenBy(value => value.Item.EventTime).ThenBy(value => value.RawRef, StringComparer.Ordinal))
        {
            rows["symbol"].AppendText(value.Item.Symbol);
            rows["event_time"].Append(value.Item.EventTime);
            rows["known_at"].Append(value.Item.KnownAt);
            rows["value"].Append(value.Item.Value);
            rows["raw_ref"].AppendText(value.RawRef);
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    private List<Sourced<TItem>> Vintages(Work work)
    {
        bool IsOfMonth(PayloadKey payload) => Months.Of(payload.Date) == work.Key;
        var latest = new Dictionary<(string Source, string Id), Sourced<TItem>>();
        List<Sourced<TItem>> vintages = [];
        foreach ((PayloadKey payload, List<TItem> items) in Payloads.Read(work, _feeds, IsOfMonth)
            .OrderBy(read => read.Key.Date).ThenBy(read => read.Key.ToString(), StringComparer.Ordinal))
        {
            foreach (TItem item in items)
            {
                var next = new Sourced<TItem>(item, payload);
                Sourced<TItem>? earlier = latest.GetValueOrDefault((payload.Source, item.Id));
                if (earlier is not null && earlier.Item.Value == item.Value) continue;
                if (earlier?.Payload == payload)
                {
                    if (IsOfMonth(payload)) work.Reject("contradicted", next.RawRef, $"{item.Value}");
                    continue;
                }

                latest[(payload.Source, item.Id)] = next;
                if (!IsOfMonth(payload)) continue;
                long came = Math.Max(item.KnownAt, FeedTime.EndOfDay(payload.Date));
                vintages.Add(earlier is not null ? next with { Item = item with { KnownAt = came } } : next);
            }
        }

        return vintages;
    }
}
