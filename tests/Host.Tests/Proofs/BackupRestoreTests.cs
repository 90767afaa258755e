using Tauric.Adapters.Log;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Host.Sample;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Backups and limits as an operator has them: commands, exit codes, and a root that comes back.</summary>
public sealed class BackupRestoreTests(BackupRestoreTests.Filled filled) : IClassFixture<BackupRestoreTests.Filled>,
    IDisposable
{
    private static readonly int s_kills = Torture.Or(60, 2);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_restored_root_is_whole_and_a_run_on_it_computes_nothing()
    {
        string backups = _folder.Below("backups"), restored = _folder.Below("restored");
        // The service captures on while its log is backed up.
        string captured = Path.Combine(filled.Root, "decision_log");
        using (var log = new RecordLog(captured, new LogOptions(), TimeProvider.System))
        {
            await log.AppendAsync("{\"n\":1}"u8.ToArray(), 1);
            await Run("backup", "--root", filled.Root, "--to", backups);
        }

        Assert.Contains("new: 0 contents", await Run("backup", "--root", filled.Root, "--to", backups));
        Assert.Contains("all as backed up", await Run("backup", "verify", "--in", backups));
        // A head and two snapshots, or one: the same root twice within a second is the same snapshot.
        Assert.InRange((await Run("backup", "list", "--in", backups)).TrimEnd().Split('\n').Length, 2, 3);
        Assert.Contains("verified by hash", await Run("restore", "--from", backups, "--root", restored));

        Assert.Equal(filled.Hashes(), CorpusRoot.HashesOf(restored).Where(h => !h.Key.EndsWith("/lock")));
        Assert.Contains("all as committed", await Run("verify", "--root", restored));
        Assert.Contains("\"computed\":0,", await Run(filled.RunOf(restored)));
        Assert.Single(LogReader.Read(Path.Combine(restored, "decision_log"), 0));
        foreach (string sql in (string[])["SELECT count(*), sum(rows) FROM partition", "FROM frame_metadata",
            "FROM sample_label ORDER BY ALL", "FROM pipeline_run ORDER BY ALL"])
            Assert.Equal(await Run("query", sql, "--root", filled.Root), await Run("query", sql, "--root", restored));
    }

    [Fact]
    public async Task Kills_at_random_moments_leave_whole_snapshots_only_and_no_half_restored_root()
    {
        string backups = _folder.Below("backups"), restored = _folder.Below("restored");
        await Run("backup", "--root", filled.Root, "--to", backups);
        CounterRandom random = CounterRandom.For(60, "backup kills");
        int killed = 0;
        for (int kill = 0; kill < s_kills; kill++)
        {
            Directory.Delete(Path.Combine(backups, "objects"), recursive: true);
            if (WasKilled(random.NextUniform(), backups, ["backup", "--root", filled.Root, "--to", backups])) killed++;
            await Run("backup", "--root", filled.Root, "--to", backups);
            Assert.Contains("all as backed up", await Run("backup", "verify", "--in", backups));
            if (WasKilled(random.NextUniform(), restored + ".restoring",
                ["restore", "--from", backups, "--root", restored])) killed++;
            if (!Directory.Exists(restored)) await Run("restore", "--from", backups, "--root", restored);
            Assert.Equal(filled.Hashes(), CorpusRoot.HashesOf(restored));
            Assert.Contains("all as committed", await Run("verify", "--root", restored));
            Directory.Delete(restored, recursive: true);
        }

        Assert.True(killed > s_kills, $"{killed} of {2 * s_kills} were killed");
    }

    [Fact]
    public async Task A_quota_and_a_disk_that_must_stay_free_stop_a_run_that_resumes_to_the_same_bytes()
    {
        string root = _folder.Below("root");
        await Expect(CommandLine.Resource, "storage.quota.*run the same command again",
            ["TAURIC_STORAGE_QUOTA=1MB"], filled.RunOf(root));
        await Expect(CommandLine.Resource, "storage.free_min", ["TAURIC_STORAGE_FREE_MIN=100000TB"],
            filled.RunOf(root));
        Assert.InRange(new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(f => !f.Name.StartsWith("catalog.duckdb")).Sum(f => f.Length), 1, 1 << 20);
        await Run(filled.RunOf(root));
        Assert.Equal(filled.Outputs, CorpusRoot.HashesOf(root));
    }

    [Fact]
    public async Task What_cannot_be_done_says_why_and_what_to_do()
    {
        string backups = _folder.Below("backups"), inside = Path.Combine(filled.Root, "backups");
        await Expect(CommandLine.Usage, "There are no backups in", [], "backup", "verify", "--in", backups);
        await Expect(CommandLine.Usage, "Nobody said where the backups are", [], "backup", "list");
        await Expect(CommandLine.Usage, "There is no data root", [], "backup", "--root", backups, "--to", inside);
        await Expect(CommandLine.Usage, "lie in one another", [], "backup", "--root", filled.Root, "--to", inside);
        await Run("backup", "--root", filled.Root, "--to", backups);
        await Expect(CommandLine.Usage, "is not empty", [], "restore", "--from", backups, "--root", filled.Root);
        await Expect(CommandLine.Usage, "There is no snapshot 'x'. There are: ", [],
            "restore", "--from", backups, "--root", _folder.Below("new"), "--snapshot", "x");
        string manifest = Directory.GetFiles(Path.Combine(backups, "snapshots")).Single();
        File.WriteAllBytes(manifest, File.ReadAllBytes(manifest)[..^7]);
        await Expect(4, "was changed or cut", [], "restore", "--from", backups, "--root", _folder.Below("new"));
        await Expect(4, "have 1 problems", [], "backup", "verify", "--in", backups);
        await Expect(4, "was changed or cut", [], "backup", "prune", "--in", backups);
        Assert.False(Directory.Exists(_folder.Below("new")));
        File.Delete(manifest);
        Assert.Contains("0 snapshots dropped", await Run("backup", "prune", "--in", backups));
        Assert.Empty(Directory.GetFiles(Path.Combine(backups, "objects"), "*", SearchOption.AllDirectories));
    }

    /// <summary>SIGKILL once a share of what it writes into a folder is there, staged or whole.</summary>
    private bool WasKilled(double share, string folder, string[] args)
    {
        int enough = Files() + 1 + (int)(share * filled.Outputs.Count);
        using TauricProcess program = TauricProcess.Start(_folder.Path, args);
        return program.KillOnce(() => Files() >= enough);

        int Files() => !Directory.Exists(folder) ? 0
            : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
    }

    private static async Task<string> Run(params string[] args)
    {
        using var terminal = new CapturedTerminal(CorpusRoot.Variables);
        int exitCode = await terminal.Run(args);
        Assert.True(exitCode == CommandLine.Done, $"exit code {exitCode}: {terminal.Error}");
        return terminal.Out;
    }

    private static async Task Expect(int exitCode, string why, string[] variables, params string[] args)
    {
        IEnumerable<(string, string)> set = variables.Select(v => v.Split('=')).Select(v => (v[0], v[1]));
        using var terminal = new CapturedTerminal([.. CorpusRoot.Variables, .. set]);
        Assert.Equal(exitCode, await terminal.Run(args));
        Assert.Matches(why, terminal.Error);
    }

    /// <summary>A root with a small corpus and a frame, which the tests read and back up.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        private readonly ScratchFolder _scratch = new();

        public string Root => _scratch.Below("root");

        internal SortedDictionary<string, string> Outputs { get; private set; } = [];

        internal IEnumerable<KeyValuePair<string, string>> Hashes() =>
            CorpusRoot.HashesOf(Root).Where(h => !h.Key.EndsWith("/lock"));

        internal string[] RunOf(string root) =>
            ["run", "corpus", "--root", root, "--input", _scratch.Below("input"), "--json", "--quiet"];

        public async ValueTask InitializeAsync()
        {
            SampleGenerator.Write(_scratch.Below("input"),
                new SampleOptions(3, new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 15), ["AAPL"])
                {
                    NewsScale = .3,
                    PriceLookback = 100,
                });
            await Run(RunOf(Root));
            Outputs = CorpusRoot.HashesOf(Root);
            string rows = _scratch.Write("rows.csv", "timestamp,n\n2024-03-01T00:00:00Z,1\n"u8.ToArray());
            await Run("frames", "put", "prices/daily/AAPL", rows, "--root", Root);
        }

        public ValueTask DisposeAsync()
        {
            _scratch.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
