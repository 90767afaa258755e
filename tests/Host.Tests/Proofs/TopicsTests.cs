using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Dataflow;
using Tauric.Host.Sample.Transcripts;
using Tauric.Kernels.Clustering;
using Tauric.Pipelines.Topics;

namespace Tauric.Host.Tests.Proofs;

public sealed class TopicsTests
{
    private const double Promised = 0.9;

    [Fact]
    public void Workers_batches_and_the_order_of_rows_reach_no_byte()
    {
        using ScratchFolder input = new(), shuffled = new();
        TranscriptGenerator.Write(input.Path, TranscriptOptions.Cut());
        TranscriptGenerator.Write(shuffled.Path, TranscriptOptions.Cut());
        ShuffleRows(shuffled.Path);
        using TopicsRoot one = new(), two = new(), small = new(), other = new();
        one.Run(input.Path, workers: 1);
        two.Run(input.Path, workers: 2);
        small.Run(input.Path, workers: 2, batchRows: 3);
        other.Run(shuffled.Path);
        Assert.Equal(40, one.Made().Count);
        string[] folders =
        [
            "intermediate/calls", "intermediate/sentences", "intermediate/transcripts", "processed/firms",
            "processed/link_coverage", "processed/sentences", "processed/sentiment", "processed/theme_contributions",
            "processed/theme_events", "processed/themes", "processed/topics", "sentiment-ready",
        ];
        SortedDictionary<string, string> made = one.Made();
        foreach (string folder in folders.SelectMany(f => new[] { $"{f}/quarter=2023Q1/", $"{f}/quarter=2023Q2/" }))
            Assert.Contains(made.Keys, key => key.StartsWith(folder, StringComparison.Ordinal));
        Assert.Equal(one.Made(), two.Made());
        Assert.Equal(one.Made(), small.Made());
        Assert.Equal(one.Made(), other.Made());
    }

    [Fact]
    public void A_new_quarter_rewrites_no_earlier_one()
    {
        using ScratchFolder input = new();
        using TopicsRoot root = new();
        TranscriptGenerator.Write(input.Path, TranscriptOptions.Cut() with { Quarters = 1 });
        root.Run(input.Path);
        SortedDictionary<string, string> before = root.Made();
        TranscriptGenerator.Write(input.Path, TranscriptOptions.Cut());
        root.Run(input.Path);
        SortedDictionary<string, string> after = root.Made();
        Assert.Equal(2 * before.Count, after.Count);
        Assert.All(before, made => Assert.Equal(made.Value, after[made.Key]));
        RunReport again = root.Run(input.Path);
        Assert.Equal(0, again.Computed);
    }

    [Fact]
    public void Planted_topics_and_themes_are_found()
    {
        using ScratchFolder input = new();
        using TopicsRoot root = new();
        PlantedTranscripts planted = TranscriptGenerator.Write(input.Path, TranscriptOptions.Parse("24x1"));
        root.Run(input.Path);
        (double topics, double themes) = new TranscriptTruth(planted).Agreement(
            root.Read(TopicDatasets.Sentences), root.Read(TopicDatasets.Topics), root.Read(TopicDatasets.Themes));
        Assert.InRange(topics, Promised, 1);
        Assert.InRange(themes, Promised, 1);
    }

    [Fact]
    public void Every_firm_is_linked_or_listed_with_its_reason()
    {
        using ScratchFolder input = new();
        using TopicsRoot root = new();
        var options = new TranscriptOptions(5, new DateOnly(2023, 1, 1), 60, 1) { Topics = 1, SentencesPerTopic = 3 };
        PlantedTranscripts planted = TranscriptGenerator.Write(input.Path, options);
        root.Run(input.Path);
        RecordBatch coverage = Assert.Single(root.Read(TopicDatasets.LinkCoverage));
        Assert.Equal(planted.Coverage["2023Q1"].Firms, coverage["firms"].Values<int>().ToArray().Sum());
        Assert.Equal(planted.Coverage["2023Q1"].Linked, coverage["firms"].Values<int>()[0]);
        Assert.Equal(1, coverage["share"].Values<double>().ToArray().Sum(), 12);
        Assert.Equal(["link-not-on-date", "link-not-usable", "linked", "no-gvkey", "no-link"],
            Enumerable.Range(0, coverage.Length).Select(row => coverage["status"].Text(row)).Order());
        coverage.Dispose();
    }

    /// <summary>All rows of every payload but their heads, in another order.</summary>
    private static void ShuffleRows(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories))
        {
            string[] lines = File.ReadAllLines(file);
            CounterRandom.For(1, "shuffle", Path.GetFileName(file)).Shuffle<string>(lines.AsSpan(1));
            File.WriteAllText(file, string.Join('\n', lines) + "\n");
        }
    }
}
