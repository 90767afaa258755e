using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class ReportLinkCoverageTests
{
    [Fact]
    public void Shares_add_up_and_every_firm_is_listed_once()
    {
        StepResult coverage = new TranscriptCsv().Details1(
            "7,N,70,700,2023-02-15,2023-02-16", "7,N,71,701,2023-03-15,2023-03-16",
            "8,O,80,800,2023-02-15,2023-02-16", "9,P,90,900,2023-02-15,2023-02-16",
            "10,Q,95,950,2023-02-15,2023-02-16")
            .Put("wrds_gvkey/all/2023-04-10.csv", "companyid,gvkey", "7,A", "8,B")
            .Run(new LinkCalls(), new ReportLinkCoverage());
        Assert.Equal(
            ["2023Q1: 2023Q1|no-gvkey|2|0.5|10 9", "2023Q1: 2023Q1|linked|1|0.25|7", "2023Q1: 2023Q1|no-link|1|0.25|8"],
            coverage.Lines);
    }

    [Fact]
    public void A_firm_is_linked_when_one_of_its_calls_is()
    {
        StepResult coverage = new TranscriptCsv().Details1(
            "7,N,70,700,2023-02-15,2023-02-16", "7,N,71,701,2023-03-15,2023-03-16")
            .Put("ccmxpf_linktable/all/2023-04-10.csv",
                "gvkey,lpermno,linktype,linkprim,usedflag,linkdt,linkenddt", "A,1,LU,P,1,2000-01-01,2023-02-28")
            .Run(new LinkCalls(), new ReportLinkCoverage());
        Assert.Equal("2023Q1: 2023Q1|linked|1|1|7", Assert.Single(coverage.Lines));
    }
}
