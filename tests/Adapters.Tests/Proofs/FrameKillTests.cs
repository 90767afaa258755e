using System.Diagnostics;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Tests.Frames;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>SIGKILL at any moment of commits over many symbols loses nothing that was acknowledged and tears
/// nothing.</summary>
public sealed class FrameKillTests : IDisposable
{
    private static readonly int s_kills = Torture.Or(500, 6);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_commits_over_many_symbols_tear_nothing_and_lose_no_acknowledged_version()
    {
        long seen = await Kill(s_kills, folds: false, RequireVersion);
        using FrameStore store = FrameCommitter.Open(_folder.Path);
        if (seen > 0) store.Prune(AsOf.Version(seen));
        RequireVersion(store, seen);
    }

    [Fact]
    public async Task Killed_while_packs_are_folded_every_version_reads_and_no_pack_is_left()
    {
        long seen = await Kill(Torture.Or(200, 3), folds: true, ReplacedSession.Require);
        using FrameStore store = FrameCommitter.Open(_folder.Path);
        store.Fold([ReplacedSession.Key(seen)]);
        for (long version = 1; version <= seen; version++) ReplacedSession.Require(store, version);
        // One that was not adopted any more may lie there: the next run writes it again.
        Assert.Empty(FrameCommitter.Objects(_folder.Path).List("frames/bars")
            .Except([ReplacedSession.Key(seen), ReplacedSession.Key(seen + 1)]));
    }

    /// <returns>The last version.</returns>
    private async Task<long> Kill(int kills, bool folds, Action<FrameStore, long> require)
    {
        CounterRandom random = CounterRandom.For(500, "kill frames");
        long seen = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            using Process committer = FrameCommitter.Start(_folder.Path, folds);
            string? line = kill % 5 == 4 ? "" : committer.StandardOutput.ReadLine();   // One in five while it opens.
            await Task.Delay(random.NextInt(120));
            committer.Kill();
            long acknowledged = seen;
            for (; line is not null; line = committer.StandardOutput.ReadLine())
                if (long.TryParse(line, out long number)) acknowledged = number;
            await committer.WaitForExitAsync();
            seen = RequireWhole(seen, acknowledged, require);
        }

        return seen;
    }

    /// <returns>The last version.</returns>
    private long RequireWhole(long checkedUntil, long acknowledged, Action<FrameStore, long> require)
    {
        using FrameStore store = FrameCommitter.Open(_folder.Path);
        long last = store.Resolve(null);
        Assert.InRange(last, acknowledged, long.MaxValue);
        for (long version = checkedUntil + 1; version <= last; version++) require(store, version);
        return last;
    }

    private static void RequireVersion(FrameStore store, long version)
    {
        var read = store.ReadAll("*", new FrameQuery { AsOf = AsOf.Version(version) }).ToList();
        Assert.Equal(FrameCommitter.Symbols, read.Count);
        foreach ((_, RecordBatch rows) in read)
            using (rows) Assert.Equal(FrameCommitter.After(version), rows["close"].Values<double>().ToArray());
    }
}
