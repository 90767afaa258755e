using System.Globalization;

namespace Tauric.Adapters.Sources.Wrds;

/// <summary>
/// What is copied out of Capital IQ and CRSP at WRDS. Views and columns: <c>ciq.wrds_transcript_detail</c>,
/// <c>ciq.wrds_transcript_person</c>, <c>ciq.ciqtranscriptcomponent</c>, <c>ciq.wrds_gvkey</c>,
/// <c>crsp.ccmxpf_linktable</c>. COPY takes no parameters: only dates and whole numbers are written into it.
/// </summary>
internal static class WrdsSql
{
    private const string EarningsCall = "48";

    public static string Firms(WrdsQuarter quarter) =>
        $"SELECT DISTINCT companyid::bigint FROM ciq.wrds_transcript_detail WHERE {Calls(quarter)} ORDER BY 1";

    /// <summary>Payload folder and query of all that belongs to some firms' calls of a quarter.</summary>
    public static IEnumerable<(string Source, string Query)> Copies(WrdsQuarter quarter, IEnumerable<long> firms)
    {
        string ids = string.Join(", ", firms.Select(f => f.ToString(CultureInfo.InvariantCulture)));
        string calls = $"{Calls(quarter)} AND companyid IN ({ids})";
        yield return ("wrds_transcript_detail", $"""
            SELECT companyid::bigint, companyname, transcriptid::bigint, keydevid::bigint, headline,
                mostimportantdateutc::date, keydeveventtypeid::int, transcriptcreationdate_utc::date,
                transcriptcreationtime_utc
            FROM ciq.wrds_transcript_detail WHERE {calls}
            ORDER BY 1, 4, transcriptcreationdate_utc, transcriptcreationtime_utc, 3
            """);

        // Only the latest version of a call is read: earlier ones are listed above and cost nothing here.
        yield return ("ciqtranscriptcomponent", $"""
            WITH latest AS (SELECT DISTINCT ON (keydevid) transcriptid FROM ciq.wrds_transcript_detail WHERE {calls}
                ORDER BY keydevid, transcriptcreationdate_utc DESC, transcriptcreationtime_utc DESC NULLS LAST,
                    transcriptid DESC)
            SELECT c.transcriptid::bigint, c.componentorder::int, p.speakertypename, p.transcriptpersonname,
                c.componenttext
            FROM ciq.ciqtranscriptcomponent c JOIN latest USING (transcriptid)
            LEFT JOIN ciq.wrds_transcript_person p USING (transcriptcomponentid) ORDER BY 1, 2
            """);
        yield return ("wrds_gvkey", $"""
            SELECT companyid::bigint, gvkey, startdate::date, enddate::date FROM ciq.wrds_gvkey
            WHERE companyid IN ({ids}) ORDER BY 1, 2, 3
            """);
        // Asked for as JSON, tickers are null in a table without them instead of an error.
        yield return ("ccmxpf_linktable", $"""
            SELECT gvkey, linkprim, liid, linktype, lpermno::bigint, lpermco::bigint, usedflag::int, linkdt::date,
                linkenddt::date, to_jsonb(link) ->> 'tic' AS tic
            FROM crsp.ccmxpf_linktable link
            WHERE gvkey IN (SELECT gvkey FROM ciq.wrds_gvkey WHERE companyid IN ({ids})) ORDER BY 1, 8, 5, 4, 2, 3
            """);
    }

    public static string Copy(string query) => $"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)";

    private static string Calls(WrdsQuarter quarter) =>
        $"keydeveventtypeid = {EarningsCall} AND mostimportantdateutc >= {Date(quarter.First)} "
        + $"AND mostimportantdateutc < {Date(quarter.Last.AddDays(1))}";

    private static string Date(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"DATE '{day:yyyy-MM-dd}'");
}
