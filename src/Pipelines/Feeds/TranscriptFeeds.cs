using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>A version of the transcript of a call.</summary>
/// <param name="EventTime">Midnight UTC of the day of the call.</param>
/// <param name="KnownAt">When the version was made.</param>
/// <param name="EventId">Of the call: its versions share it (<c>keydevid</c>).</param>
public sealed record TranscriptVersion(
    string Id, long EventTime, long KnownAt, long CompanyId, string CompanyName, long TranscriptId, long EventId,
    DateOnly CallDate) : FeedItem(Id, EventTime, KnownAt);

/// <summary>What one speaker says before another does.</summary>
/// <param name="Order">Within the transcript.</param>
/// <param name="SpeakerType">As Capital IQ names it: Executives, Analysts, Operator…</param>
public sealed record TranscriptComponent(
    string Id, long TranscriptId, int Order, string SpeakerType, string? Speaker, string Text) : FeedItem(Id, 0, 0);

/// <summary>The Compustat identifier of a company, while it has it; open ends are null.</summary>
public sealed record CompanyLink(string Id, long CompanyId, string Gvkey, DateOnly? From, DateOnly? To)
    : FeedItem(Id, 0, 0);

/// <summary>A row of the CRSP/Compustat link table; <paramref name="To"/> is null while it holds.</summary>
/// <param name="Ticker">Of the security, where the table names it.</param>
public sealed record SecurityLink(string Id, string Gvkey, long Permno, string Type, string Primacy, bool IsUsed,
    DateOnly From, DateOnly? To, string? Ticker = null) : FeedItem(Id, 0, 0);

/// <summary><c>ciq.wrds_transcript_detail</c> as CSV: a row a version. Other events than calls are refused.</summary>
[Feed(Source, ByTicker = false)]
public sealed class WrdsTranscriptDetail : Feed<TranscriptVersion>
{
    public const string Source = "wrds_transcript_detail";
    private const long EarningsCall = 48;

    public override void Read(Payload payload, FeedItems<TranscriptVersion> items)
    {
        using var csv = new WrdsCsv(payload.Bytes, "companyid", "companyname", "transcriptid", "keydevid",
            "mostimportantdateutc", "transcriptcreationdate_utc");
        for (int index = 0; csv.Read(); index++) items.Add(index, () => Row(csv));
    }

    private static TranscriptVersion Row(WrdsCsv csv)
    {
        if (csv.MaybeWhole("keydeveventtypeid") is { } kind and not EarningsCall)
            throw new RefusedException("not-an-earnings-call", $"keydeveventtypeid {kind}");
        long transcript = csv.Whole("transcriptid"), company = csv.Whole("companyid");
        DateOnly call = csv.Date("mostimportantdateutc");
        TimeSpan made = csv.TimeOfDay("transcriptcreationtime_utc");
        return new TranscriptVersion($"{transcript}", UtcMicros.From(call),
            UtcMicros.From(csv.Date("transcriptcreationdate_utc")) + (made.Ticks / TimeSpan.TicksPerMicrosecond),
            company, csv.Text("companyname") ?? $"company {company}", transcript, csv.Whole("keydevid"), call);
    }
}

/// <summary><c>ciqtranscriptcomponent</c> with the type and name of the speaker, as CSV: a row a turn.</summary>
[Feed(Source, ByTicker = false)]
public sealed class CiqTranscriptComponent : Feed<TranscriptComponent>
{
    public const string Source = "ciqtranscriptcomponent";

    public override void Read(Payload payload, FeedItems<TranscriptComponent> items)
    {
        using var csv = new WrdsCsv(payload.Bytes, "transcriptid", "componentorder", "speakertypename",
            "componenttext");
        for (int index = 0; csv.Read(); index++) items.Add(index, () => Row(csv));
    }

    private static TranscriptComponent? Row(WrdsCsv csv)
    {
        long transcript = csv.Whole("transcriptid"), order = csv.Whole("componentorder");
        if (order is < 0 or > 1_000_000) throw new RefusedException("not-a-place", $"componentorder {order}");
        return csv.Text("componenttext") is { } text
            ? new TranscriptComponent($"{transcript}/{order}", transcript, (int)order,
                csv.Text("speakertypename") ?? "Unknown", csv.Text("transcriptpersonname"), text)
            : null;
    }
}

/// <summary><c>ciq.wrds_gvkey</c> as CSV.</summary>
[Feed(Source, ByTicker = false)]
public sealed class WrdsGvkey : Feed<CompanyLink>
{
    public const string Source = "wrds_gvkey";

    public override void Read(Payload payload, FeedItems<CompanyLink> items)
    {
        using var csv = new WrdsCsv(payload.Bytes, "companyid", "gvkey");
        for (int index = 0; csv.Read(); index++)
        {
            items.Add(index, () => csv.Text("gvkey") is not { } gvkey ? null : new CompanyLink(
                $"{csv.Whole("companyid")}/{gvkey}", csv.Whole("companyid"), gvkey, csv.MaybeDate("startdate"),
                csv.MaybeDate("enddate")));
        }
    }
}

/// <summary>
/// <c>crsp.ccmxpf_linktable</c> as CSV; <c>linkenddt</c> is empty or <c>E</c> while a link holds. A column <c>tic</c>
/// or <c>ticker</c>, as exports that are joined with the securities' names have it, is read where it is.
/// </summary>
[Feed(Source, ByTicker = false)]
public sealed class CcmLinkTable : Feed<SecurityLink>
{
    public const string Source = "ccmxpf_linktable";

    public override void Read(Payload payload, FeedItems<SecurityLink> items)
    {
        using var csv = new WrdsCsv(payload.Bytes, "gvkey", "lpermno", "linktype", "linkprim", "usedflag", "linkdt",
            "linkenddt");
        for (int index = 0; csv.Read(); index++) items.Add(index, () => Row(csv));
    }

    /// <summary>A row without a security says that there is none, which is what no row says too.</summary>
    private static SecurityLink? Row(WrdsCsv csv) => csv.MaybeWhole("lpermno") is not { } permno ? null
        : new SecurityLink($"{csv.Text("gvkey")}/{permno}", csv.Text("gvkey") ?? "", permno,
            csv.Text("linktype") ?? "", csv.Text("linkprim") ?? "", csv.MaybeWhole("usedflag") == 1,
            csv.Date("linkdt"), csv.MaybeDate("linkenddt"), csv.Text("tic") ?? csv.Text("ticker"));
}
