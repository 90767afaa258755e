using System.Diagnostics;
using Tauric.Engine;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Runs of the program, killed at random moments, resumed, and held against one nobody disturbed.</summary>
/// <param name="start">The program, running in a root.</param>
internal sealed class KillChain(ScratchFolder folder, Func<string, TauricProcess> start)
{
    /// <summary>Runs that had begun to compute and have not ended.</summary>
    private const string Unended = "SELECT count(*) AS n FROM pipeline_run WHERE status <> 'success'";

    private SortedDictionary<string, string> _bytes = [];

    /// <summary>Looks at a root right after a kill.</summary>
    public Action<string, SortedDictionary<string, string>> Killed { get; init; } = (_, _) => { };

    /// <returns>Objects of the undisturbed root, and how many runs the catalogs say were killed at work.</returns>
    public async Task<(int Objects, long Unended)> Kill(int kills)
    {
        string undisturbed = folder.Below("undisturbed");
        var watch = Stopwatch.StartNew();
        Run(undisturbed).Expect(CommandLine.Done);
        TimeSpan whole = watch.Elapsed;
        _bytes = CorpusRoot.HashesOf(undisturbed);
        int[] chains = [1, 2];
        long[] unended = await Task.WhenAll(chains.Select(chain =>
            Task.Run(() => KillAndResume($"chain{chain}", (kills + chain - 1) / chains.Length, whole))));
        return (_bytes.Count, unended.Sum());
    }

    private async Task<long> KillAndResume(string chain, int kills, TimeSpan whole)
    {
        CounterRandom random = CounterRandom.For(50, chain);
        long unended = 0;
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
            string answer = await Ask("query", Unended, "--root", root, "--format", "csv");
            unended += long.Parse(answer.Split('\n')[1]);
            Directory.Delete(root, recursive: true);
        }

        return unended;
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
        if (program.KillOnce(moment)) return true;
        program.Wait().Expect(CommandLine.Done);
        return false;
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
