using Tauric.Engine.Inference;
using Tauric.Pipelines.Embeddings;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class LinkCallsTests
{
    [Fact]
    public void A_call_is_linked_to_the_security_of_its_day()
    {
        StepResult calls = new TranscriptCsv().Run(new LinkCalls());
        Assert.Equal("2023Q1/00: 7|Norvane Inc.|70|700|2023-02-16T00:00:00Z|1|2023-02-15|A|1|2000-01-01|~|linked|"
            + "wrds_transcript_detail/2023Q1-00/2023-04-10.csv#70", Assert.Single(calls.Lines));
    }

    [Fact]
    public void Of_a_calls_versions_the_latest_counts_and_two_calls_of_a_quarter_stay_two()
    {
        StepResult calls = new TranscriptCsv().Details1(
            "7,N,72,700,2023-02-15,2023-02-16", "7,N,71,700,2023-02-15,2023-02-17", "7,N,71,700,2023-02-15,2023-02-17",
            "7,N,73,701,2023-03-15,2023-03-16", "7,N,74,701,2023-03-15,2023-03-16").Run(new LinkCalls());
        Assert.Equal(["71", "74"], calls.All("transcript_id"));
        Assert.Equal(["2", "2"], calls.All("versions"));
    }

    [Fact]
    public void A_firm_without_a_security_stays_with_the_reason()
    {
        StepResult calls = new TranscriptCsv().Details1("8,Other,80,800,2023-02-15,2023-02-16").Run(new LinkCalls());
        Assert.Equal("no-gvkey", Assert.Single(calls.All("status")));
        Assert.Equal("~", Assert.Single(calls.All("permno")));
    }

    [Fact]
    public void A_link_table_that_is_fetched_again_replaces_the_one_before()
    {
        StepResult calls = new TranscriptCsv().Put("ccmxpf_linktable/all/2023-05-10.csv",
            "gvkey,lpermno,linktype,linkprim,usedflag,linkdt,linkenddt", "A,1,LU,P,1,2000-01-01,2022-12-31")
            .Run(new LinkCalls());
        Assert.Equal("link-not-on-date", Assert.Single(calls.All("status")));
    }

    [Fact]
    public void Firms_have_the_ticker_of_their_link_where_it_has_one()
    {
        StepResult firms = new TranscriptCsv().Put("ccmxpf_linktable/all/2023-05-10.csv",
            "gvkey,lpermno,linktype,linkprim,usedflag,linkdt,linkenddt,tic", "A,1,LU,P,1,2000-01-01,,NVN")
            .Run(new LinkCalls(), new CollectTranscripts(), new SplitSentences(), Topics(), new DescribeFirms());
        Assert.Equal(["NVN"], firms.All("ticker"));
    }

    [Fact]
    public void What_is_of_another_quarter_or_no_call_is_refused()
    {
        StepResult calls = new TranscriptCsv().Put(TranscriptCsv.Details,
            "companyid,companyname,transcriptid,keydevid,keydeveventtypeid,mostimportantdateutc,"
                + "transcriptcreationdate_utc",
            "7,N,70,700,48,2023-04-01,2023-04-02", "7,N,71,701,51,2023-02-15,2023-02-16",
            "7,N,72,702,48.0,2023-03-31,2023-04-01", "x,N,73,703,48,2023-03-31,2023-04-01").Run(new LinkCalls());
        Assert.Equal(["72"], calls.All("transcript_id"));
        Assert.Equal(["not-an-earnings-call", "not-whole", "outside-quarter"], calls.Reasons.Order());
    }

    [Fact]
    public void A_missing_column_refuses_the_payload_by_name()
    {
        StepResult calls = new TranscriptCsv().Put(TranscriptCsv.Details, "companyid,transcriptid", "7,70")
            .Run(new LinkCalls());
        Reject reject = Assert.Single(calls.Rejects);
        Assert.Equal("missing-column", reject.Reason);
        Assert.Contains("keydevid", reject.Detail, StringComparison.Ordinal);
        Assert.Empty(calls.Rows);
    }

    private static FindTopics Topics() =>
        new(new TopicsOptions(), new HashedEmbedding(), new TextAsker(new RuleModel()));
}
