using System.Text;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Tests.Feeds;

namespace Tauric.Pipelines.Tests.Topics;

/// <summary>Small exports of the WRDS views, by payload key, and steps run over them.</summary>
internal sealed class TranscriptCsv
{
    public const string Details = "wrds_transcript_detail/2023Q1-00/2023-04-10.csv";
    public const string Components = "ciqtranscriptcomponent/2023Q1-00/2023-04-10.csv";
    private const string Companies = "wrds_gvkey/all/2023-04-10.csv";
    private const string Securities = "ccmxpf_linktable/all/2023-04-10.csv";

    private readonly Dictionary<string, byte[]> _payloads = [];

    /// <summary>A firm, linked, with one call in which two sentences are said.</summary>
    public TranscriptCsv()
    {
        Put(Details, "companyid,companyname,transcriptid,keydevid,mostimportantdateutc,transcriptcreationdate_utc",
            "7,Norvane Inc.,70,700,2023-02-15,2023-02-16");
        Put(Components, "transcriptid,componentorder,transcriptpersonname,speakertypename,componenttext",
            "70,0,Operator,Operator,Welcome to the call everybody here.",
            "70,1,Alma Abel,Executives,\"Freight rates rose. Port congestion eased, Alma says.\"");
        Put(Companies, "companyid,gvkey", "7,A");
        Put(Securities, "gvkey,lpermno,linktype,linkprim,usedflag,linkdt,linkenddt", "A,1,LU,P,1,2000-01-01,E");
    }

    public TranscriptCsv Put(string key, params string[] lines) =>
        Put(key, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    public TranscriptCsv Put(string key, byte[] bytes)
    {
        _payloads[key] = bytes;
        return this;
    }

    public TranscriptCsv Details1(params string[] rows) => Put(Details,
        ["companyid,companyname,transcriptid,keydevid,mostimportantdateutc,transcriptcreationdate_utc", .. rows]);

    public TranscriptCsv Components1(params string[] rows) => Put(Components,
        ["transcriptid,componentorder,transcriptpersonname,speakertypename,componenttext", .. rows]);

    /// <summary>Runs steps one after the other; the result of the last.</summary>
    public StepResult Run(params Tauric.Engine.Datasets.Step[] steps)
    {
        using var harness = new StepHarness();
        harness.Run(new IngestRaw(new RawPayloads(_payloads.Select(p => (p.Key, p.Value)))));
        StepResult result = new();
        foreach (Tauric.Engine.Datasets.Step step in steps) result = harness.Run(step);
        return result;
    }
}
