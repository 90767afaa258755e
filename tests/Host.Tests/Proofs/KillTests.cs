using System.Diagnostics;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Host.Sample;

namespace Tauric.Host.Tests.Proofs;

/// <summary>SIGKILL at any moment costs time and nothing else.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly int s_kills = Torture.Or(50, 12);
    private const string Interrupted = "SELECT count(*) AS n FROM pipeline_run WHERE status = 'interrupted'";

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
        string undisturbed = _folder.Below("undisturbed");
        var watch = Stopwatch.StartNew();
        Run(undisturbed).Expect(CommandLine.Done);
        TimeSpan whole = watch.Elapsed;
        SortedDictionary<string, string> bytes = CorpusRoot.HashesOf(undisturbed);
        Assert.True(bytes.Count > 100);

        int[] chains = [1, 2];
        long[] interrupted = await Task.WhenAll(chains.Select(chain =>
            Task.Run(() => KillAndResume($"chain{chain}", s_kills / chains.Length, whole, bytes))));
        Assert.True(interrupted.Sum() > 0, "no kill hit a run that had begun to compute");
    }

    /// <returns>How many runs the catalogs say were interrupted.</returns>
    private async Task<long> KillAndResume(
        string chain, int kills, TimeSpan whole, SortedDictionary<string, string> bytes)
    {
        CounterRandom random = CounterRandom.For(50, chain);
        long interrupted = 0;
        for (int killed = 0, roots = 0; killed < kills; roots++)
        {
            string root = _folder.Below($"{chain}-{roots}");
            while (killed < kills && RunWasKilled(root, Moment(whole, killed, random.NextUniform()))) killed++;
            Run(root).Expect(CommandLine.Done);
            Assert.Equal(bytes, CorpusRoot.HashesOf(root));
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(root, ".staging")));
            Assert.Contains("all as committed", await Ask("verify", "--root", root));
            string answer = await Ask("query", Interrupted, "--root", root, "--format", "csv");
            interrupted += long.Parse(answer.Split('\n')[1]);
            Directory.Delete(root, recursive: true);
        }

        return interrupted;
    }

    /// <summary>
    /// Every other moment lies in the second half, because much of the first is the start of a process.
    /// </summary>
    private static TimeSpan Moment(TimeSpan whole, int killed, double uniform) =>
        whole * (killed % 2 == 0 ? uniform : (1 + uniform) / 2);

    /// <returns>False when the run ended by itself before the moment came.</returns>
    private bool RunWasKilled(string root, TimeSpan moment)
    {
        using TauricProcess program = Start(root);
        if (program.WaitFor(moment))
        {
            program.Wait().Expect(CommandLine.Done);
            return false;
        }

        program.Kill();
        return true;
    }

    private Outcome Run(string root)
    {
        using TauricProcess program = Start(root);
        return program.Wait();
    }

    private TauricProcess Start(string root) => TauricProcess.Start(_folder.Path,
        ["run", "corpus", "--root", root, "--input", _input, "--quiet"],
        ("TAURIC_CORPUS_TICKERS", "AAPL"), ("TAURIC_PIPELINE_VARIATION_COUNT", "2"),
        ("TAURIC_PIPELINE_TOKEN_BUDGET", "2048"), ("TAURIC_LABELS_SHARE_TOLERANCE", "1"));

    private static async Task<string> Ask(params string[] args)
    {
        using CapturedTerminal captured = new();
        Assert.Equal(CommandLine.Done, await captured.Run(args));
        return captured.Out;
    }
}
