using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// The calls of a chunk: of each the latest version, by when it was made, then by number; and the firm's security on
/// the day. A call without one stays, with the reason, and goes no further.
/// </summary>
/// <param name="parquet">Reads payloads that are not CSV.</param>
public sealed class LinkCalls(ITableReader? parquet = null) : Step
{
    private static readonly WrdsTranscriptDetail s_details = new();
    private static readonly WrdsGvkey s_companies = new();
    private static readonly CcmLinkTable s_securities = new();

    public override string Name => "link_calls";

    public override int Version => 2;

    public override Dataset Output => TopicDatasets.Calls;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        Read[] links = [.. TranscriptPayloads.Latest(upstream, WrdsGvkey.Source),
            .. TranscriptPayloads.Latest(upstream, CcmLinkTable.Source)];
        return TranscriptPayloads.ByChunk(upstream, WrdsTranscriptDetail.Source)
            .Select(chunk => new Partition(chunk.Key, [.. chunk.Value, .. links], Chunk.Parse(chunk.Key).Scope));
    }

    public override void Run(Work work)
    {
        var links = new FirmLinks(
            Items(work, WrdsGvkey.Source, s_companies).Select(link => link.Item),
            Items(work, CcmLinkTable.Source, s_securities).Select(link => link.Item));
        using var builder = new BatchBuilder(Output.Schema);
        foreach (IGrouping<long, Sourced<TranscriptVersion>> call in Versions(work)
            .GroupBy(version => version.Item.EventId)
            .OrderBy(call => call.First().Item.CompanyId).ThenBy(call => call.Key))
        {
            Sourced<TranscriptVersion> latest =
                call.OrderBy(version => version.Item.KnownAt).ThenBy(version => version.Item.TranscriptId).Last();
            int versions = call.Select(version => version.Item.TranscriptId).Distinct().Count();
            Append(builder, latest, versions, links.Of(latest.Item.CompanyId, latest.Item.CallDate));
            if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
        }

        work.Write(builder.Build());
    }

    private IEnumerable<Sourced<TItem>> Items<TItem>(Work work, string source, Feed<TItem> feed)
        where TItem : FeedItem => TranscriptPayloads.Items(work, source, feed, parquet);

    private IEnumerable<Sourced<TranscriptVersion>> Versions(Work work)
    {
        Quarter quarter = Chunk.Parse(work.Key).Quarter;
        foreach (Sourced<TranscriptVersion> version in Items(work, WrdsTranscriptDetail.Source, s_details))
        {
            if (quarter.Contains(version.Item.CallDate)) yield return version;
            else work.Reject("outside-quarter", version.RawRef, FeedTime.Iso(version.Item.CallDate));
        }
    }

    private static void Append(
        BatchBuilder rows, Sourced<TranscriptVersion> version, int versions, FirmLink link)
    {
        TranscriptVersion call = version.Item;
        rows["firm_id"].AppendText(Text(call.CompanyId));
        rows["firm_name"].AppendText(call.CompanyName);
        rows["transcript_id"].AppendText(Text(call.TranscriptId));
        rows["event_id"].AppendText(Text(call.EventId));
        rows["transcript_created_at"].Append(call.KnownAt);
        rows["versions"].Append(versions);
        rows["earnings_call_date"].Append(UtcMicros.ToDate32(call.CallDate));
        rows["gvkey"].AppendText(link.Gvkey);
        if (link.Permno is { } permno) rows["permno"].Append(permno);
        else rows["permno"].AppendNull();
        if (link.LinkDate is { } date) rows["link_date"].Append(UtcMicros.ToDate32(date));
        else rows["link_date"].AppendNull();
        rows["ticker"].AppendText(link.Ticker);
        rows["status"].AppendText(link.Status);
        rows["raw_ref"].AppendText(version.RawRef);
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
