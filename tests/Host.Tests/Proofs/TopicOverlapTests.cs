using System.Text.Json;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;
using Tauric.Host.Sample.Transcripts;
using Tauric.Pipelines.Topics;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Many quarters in one run: one is mapped while another is reduced, within the memory given.</summary>
public sealed class TopicOverlapTests : IDisposable
{
    private const long MemoryBytes = 512L << 20;
    private static readonly int s_quarters = Torture.Or(8, 4);
    private static readonly TimeSpan s_hung = TimeSpan.FromMinutes(5);

    private readonly ScratchFolder _folder = new();

    public TopicOverlapTests() => TranscriptGenerator.Write(_folder.Below("input"),
        new TranscriptOptions(5, new DateOnly(2023, 1, 1), Torture.Or(100, 8), s_quarters)
        {
            Topics = Torture.Or(9, 3),
            SentencesPerTopic = Torture.Or(28, 12),
            ChunkFirms = Torture.Or(50, 4),
        });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_later_quarter_is_mapped_while_an_earlier_one_is_reduced()
    {
        // Each waits for the other to be under way: with a barrier between them neither would get on.
        using ManualResetEventSlim mapping = new(), reducing = new();
        string last = $"{2023 + ((s_quarters - 1) / 4)}Q{((s_quarters - 1) % 4) + 1}/";
        int maps = 0;
        bool met = false;
        using var root = new TopicsRoot();
        root.Run(_folder.Below("input"), change: steps => [.. steps.Select(step => step switch
        {
            FindTopics => new Watched(step, key =>
            {
                if (!key.StartsWith(last, StringComparison.Ordinal) || Interlocked.Increment(ref maps) > 1) return;
                mapping.Set();
                met = reducing.Wait(s_hung);
            }),
            FindThemes => new Watched(step, key =>
            {
                if (key != "2023Q1") return;
                reducing.Set();
                mapping.Wait(s_hung);
            }),
            _ => step,
        })]);
        Assert.True(met, "the last quarter was not mapped while the first was reduced");
    }

    [Fact]
    public void The_peak_of_an_overlapped_run_stays_under_the_memory_it_was_given()
    {
        Outcome run = TauricProcess.Run(_folder.Path, ["run", "topics", "--root", _folder.Below("root"), "--input",
            _folder.Below("input"), "--memory", "512MB", "--workers", "2", "--quiet", "--json"]);
        using JsonDocument line = JsonDocument.Parse(run.Expect(CommandLine.Done).LastLine);
        long peak = line.RootElement.GetProperty("peak_rss_bytes").GetInt64();
        TestContext.Current.SendDiagnosticMessage($"{s_quarters} quarters: peak {peak >> 20} MiB, {run.LastLine}");
        Assert.InRange(peak, 1, MemoryBytes);
    }

    /// <summary>A step that says when it starts on a partition.</summary>
    private sealed class Watched(Step step, Action<string> starts) : Step
    {
        public override string Name => step.Name;

        public override int Version => step.Version;

        public override Dataset Output => step.Output;

        public override IReadOnlyList<KeyValuePair<string, string>> Parameters => step.Parameters;

        public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => step.Plan(upstream);

        public override void Run(Work work)
        {
            starts(work.Key);
            step.Run(work);
        }
    }
}
