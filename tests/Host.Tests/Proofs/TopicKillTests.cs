using Tauric.Engine.Tests.Proofs;
using Tauric.Host.Sample.Transcripts;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Eight quarters unattended: killed at any moment, within their memory, side by side.</summary>
public sealed class TopicKillTests : IDisposable
{
    private static readonly int s_kills = Torture.Or(30, 3);
    private static readonly int s_quarters = Torture.Or(8, 2);

    private readonly ScratchFolder _folder = new();
    private readonly string _input;

    public TopicKillTests()
    {
        _input = _folder.Below("input");
        TranscriptGenerator.Write(_input, TranscriptOptions.Cut() with
        {
            Quarters = s_quarters,
            SentencesPerTopic = Torture.Or(21, 9),
        });
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_runs_resume_to_the_same_bytes_and_chunks_appear_whole()
    {
        (int objects, long unended) = await new KillChain(_folder, Start) { Killed = AllIsWhole }.Kill(s_kills);
        Assert.True(objects > 15 * s_quarters);
        Assert.True(unended > 0, "no kill hit a run that had begun to compute");
    }

    private static void AllIsWhole(string root, SortedDictionary<string, string> undisturbed)
    {
        foreach ((string key, string hash) in CorpusRoot.HashesOf(root))
            if (key.EndsWith(".parquet", StringComparison.Ordinal)) Assert.Equal((key, undisturbed[key]), (key, hash));
    }

    private TauricProcess Start(string root) => TauricProcess.Start(_folder.Path,
        ["run", "topics", "--root", root, "--input", _input, "--quiet"]);
}
