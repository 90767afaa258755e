using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class CollectTranscriptsTests
{
    [Fact]
    public void A_later_payload_restates_a_turn()
    {
        StepResult turns = Run(new TranscriptCsv().Put("ciqtranscriptcomponent/2023Q1-00/2023-05-10.csv",
            "transcriptid,componentorder,speakertypename,componenttext", "70,1,Executives,Restated."));
        Assert.Equal(["Welcome to the call everybody here.", "Restated."], turns.All("text"));
    }

    [Fact]
    public void A_linked_call_without_turns_is_refused_and_an_unlinked_one_is_not_said()
    {
        StepResult turns = Run(new TranscriptCsv().Details1("7,N,71,700,2023-02-15,2023-02-16",
            "8,O,70,800,2023-02-15,2023-02-16"));
        Assert.Empty(turns.Rows);
        Assert.Equal("no-components", Assert.Single(turns.Reasons));
    }

    [Fact]
    public void A_turn_that_cannot_be_read_is_refused_alone()
    {
        StepResult turns = Run(new TranscriptCsv().Components1("70,x,A,Executives,No.", "70,-1,A,Executives,No.",
            "70,0,A,Executives,Yes."));
        Assert.Equal("Yes.", Assert.Single(turns.All("text")));
        Assert.Equal(["not-a-place", "not-whole"], turns.Reasons.Order());
    }

    private static StepResult Run(TranscriptCsv csv) => csv.Run(new LinkCalls(), new CollectTranscripts());
}
