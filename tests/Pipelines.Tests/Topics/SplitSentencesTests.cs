using System.Text;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class SplitSentencesTests
{
    [Fact]
    public void Sentences_have_stable_ids_and_what_the_operator_says_is_left_out()
    {
        StepResult sentences = Run(new TranscriptCsv());
        Assert.Equal(["7_70_0001", "7_70_0002"], sentences.All("sentence_id"));
        Assert.Equal(["Freight rates rose.", "Port congestion eased, Alma says."], sentences.All("raw_text"));
        Assert.Equal(["freight rate rose", "port congestion eased"], sentences.All("cleaned_text"));
    }

    [Fact]
    public void The_order_of_rows_and_doubled_rows_change_nothing()
    {
        string[] rows = ["70,0,A,Executives,Freight rates rose.", "70,1,A,Executives,Port congestion eased.",
            "70,2,B,Analysts,Container ships waited."];
        var result = Run(new TranscriptCsv().Components1(rows));
        var shuffled = Run(new TranscriptCsv().Components1([rows[2], rows[0], rows[1], rows[2]]));
        Assert.Equal(result.Lines, shuffled.Lines);
        Assert.Equal(3, result.Rows.Count);
    }

    [Fact]
    public void Bytes_of_Windows_1252_among_UTF_8_are_read_as_such()
    {
        byte[] text = [.. Encoding.UTF8.GetBytes("transcriptid,componentorder,speakertypename,componenttext\n"
            + "70,0,Executives,Café rates rose "), 0x93, .. "sharply"u8, 0x94, .. " abroad."u8, .. "\n"u8];
        StepResult sentences = Run(new TranscriptCsv().Put(TranscriptCsv.Components, text));
        Assert.Equal("Café rates rose “sharply” abroad.", Assert.Single(sentences.All("raw_text")));
    }

    [Fact]
    public void Control_characters_empty_turns_and_turns_of_nobodys_transcript_do_no_harm()
    {
        StepResult sentences = Run(new TranscriptCsv().Components1("70,0,A,Executives,", "70,1,A,Executives,\"  \n \"",
            "70,2,A,Executives,\u0001Freight\u0002 rates\u0007 rose.", "99,0,A,Executives,Nobody says this here."));
        Assert.Equal("freight rate rose", Assert.Single(sentences.All("cleaned_text")));
    }

    [Fact]
    public void Five_megabytes_without_an_end_are_cut()
    {
        string endless = string.Join(' ', Enumerable.Repeat("freight congestion", 5 << 20 >> 4));
        StepResult sentences = Run(new TranscriptCsv().Components1($"70,0,A,Executives,{endless}"));
        Assert.InRange(sentences.Rows.Count, endless.Length / 4096, (endless.Length / 4096) + 2);
        Assert.All(sentences.All("raw_text"), text => Assert.InRange(text.Length, 1, 4096));
    }

    private static StepResult Run(TranscriptCsv csv) =>
        csv.Run(new LinkCalls(), new CollectTranscripts(), new SplitSentences());
}
