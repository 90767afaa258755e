using System.Diagnostics;
using Tauric.Engine;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Runs of the program, killed at random moments, resumed, and held against one nobody disturbed.</summary>
/// <param name="start">The program, running in a root.</param>
internal sealed class KillChain(ScratchFolder folder, Func<string, TauricProcess> start)
{
    private const string Interrupted = "SELECT count(*) AS n FROM pipeline_run WHERE status = 'interrupted'";

    private SortedDictionary<string, string> _bytes = [];

    /// <summary>Looks at a root right after a kill.</summary>
    public Action<string, SortedDictionary<string, string>> Killed { get; init; } = (_, _) => { };

    /// <returns>Objects of the undisturbed root, and how many runs the catalogs say were interrupted.</returns>
    public async Task<(int Objects, long Interrupted)> Kill(int kills)
    {
        string undisturbed = folder.Below("undisturbed");
        var watch = Stopwatch.StartNew();
        Run(undisturbed).Expect(CommandLine.Done);
        TimeSpan whole = watch.Elapsed;
        _bytes = CorpusRoot.HashesOf(undisturbed);
        int[] chains = [1, 2];
        long[] interrupted = await Task.WhenAll(chains.Select(chain =>
            Task.Run(() => KillAndResume($"chain{chain}", (kills + chain - 1) / chains.Length, whole))));
        return (_bytes.Count, interrupted.Sum());
    }

    private async Task<long> KillAndResume(string chain, int kills, TimeSpan whole)
    {
        CounterRandom random = CounterRandom.For(50, chain);
        long interrupted = 0;
        for (int killed = 0, roots = 0; killed < kills; roots++)
        {
            string root = folder.Below($"{chain}-{roots}");
            while (killed < kills && RunWasKilled(root, Moment(root, whole, killed, random.NextUniform())))
            {
                killed++;
                if (Directory.Exists(root)) Killed(root, _bytes);
            }

            whole *= 0.9;   // It ended by itself: the undisturbed run may have shared the machine with more than this.
            Run(root).Expect(CommandLine.Done);
            Assert.Equal(_bytes, CorpusRoot.HashesOf(root));
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(root, ".staging")));
            Assert.Contains("all as committed", await Ask("verify", "--root", root));
            string answer = await Ask("query", Interrupted, "--root", root, "--format", "csv");
            interrupted += long.Parse(answer.Split('\n')[1]);
            Directory.Delete(root, recursive: true);
        }

        return interrupted;
    }

    /// <summary>
    /// Every other moment is one of time, which meets the start of a process too; the rest are of progress, because how
    /// long a run takes depends on what else the machine does.
    /// </summary>
    private Func<bool> Moment(string root, TimeSpan whole, int killed, double uniform)
    {
        if (killed % 2 == 0)
        {
            TimeSpan after = whole * uniform;
            var watch = Stopwatch.StartNew();
            return () => watch.Elapsed >= after;
        }

        int there = ObjectsIn(root);
        int enough = there + 1 + (int)(uniform * (_bytes.Count - there));
        return () => ObjectsIn(root) >= enough;
    }

    private static int ObjectsIn(string root) => Directory.Exists(root) ? CorpusRoot.KeysOf(root).Count() : 0;

    /// <returns>False when the run ended by itself before the moment came.</returns>
    private bool RunWasKilled(string root, Func<bool> moment)
    {
        using TauricProcess program = start(root);
        while (!moment())
        {
            if (!program.WaitFor(TimeSpan.FromMilliseconds(1))) continue;
            program.Wait().Expect(CommandLine.Done);
            return false;
        }

        program.Kill();
        return true;
    }

    private Outcome Run(string root)
    {
        using TauricProcess program = start(root);
        return program.Wait();
    }

    private static async Task<string> Ask(params string[] args)
    {
        using CapturedTerminal captured = new();
        Assert.Equal(CommandLine.Done, await captured.Run(args));
        return captured.Out;
    }
}
