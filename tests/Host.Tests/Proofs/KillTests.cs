using Tauric.Engine.Tests.Proofs;
using Tauric.Host.Sample;

namespace Tauric.Host.Tests.Proofs;

/// <summary>SIGKILL at any moment costs time and nothing else.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly int s_kills = Torture.Or(50, 4);

    private readonly ScratchFolder _folder = new();
    private readonly string _input;

    public KillTests()
    {
        _input = _folder.Below("input");
        string[] tickers = ["AAPL"];
        SampleGenerator.Write(_input, new SampleOptions(3, new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 15), tickers)
        {
            NewsScale = .3,
            PriceLookback = 100,
        });
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kills_at_random_moments_leave_roots_that_resume_to_the_same_bytes()
    {
        (int objects, long unended) = await new KillChain(_folder, Start).Kill(s_kills);
        Assert.True(objects > 100);
        Assert.True(unended > 0, "no kill hit a run that had begun to compute");
    }

    private TauricProcess Start(string root) => TauricProcess.Start(_folder.Path,
        ["run", "corpus", "--root", root, "--input", _input, "--quiet"],
        ("TAURIC_CORPUS_TICKERS", "AAPL"), ("TAURIC_PIPELINE_VARIATION_COUNT", "2"),
        ("TAURIC_PIPELINE_TOKEN_BUDGET", "2048"), ("TAURIC_LABELS_SHARE_TOLERANCE", "1"));
}
