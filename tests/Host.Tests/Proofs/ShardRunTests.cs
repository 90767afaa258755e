using Tauric.Adapters.Tests;

namespace Tauric.Host.Tests.Proofs;

/// <summary>One run on several processes: started by Slurm as its users would, and by hand where one dies.</summary>
public sealed class ShardRunTests(FinishedRun finished, SmallInput input, PostgresFixture postgres)
    : IClassFixture<FinishedRun>, IClassFixture<PostgresFixture>, IDisposable
{
    private static int s_made;

    private readonly ScratchFolder _folder = new();
    private readonly string _database = $"shards_{Interlocked.Increment(ref s_made)}";

    private string Root => _folder.Below("root");

    private (string Name, string Value)[] Variables =>
    [
        .. CorpusRoot.Variables, ("TAURIC_CATALOG_URL", postgres.Server.UrlOf(_database)),
        ("TAURIC_CATALOG_LEASE_SECONDS", "1"),
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_Slurm_array_of_four_shards_writes_what_one_process_writes()
    {
        Assert.SkipWhen(SlurmCluster.Missing is not null, SlurmCluster.Missing ?? "");
        Migrate();
        using var cluster = SlurmCluster.Start();
        Dictionary<string, string> variables = Variables.ToDictionary(v => v.Name, v => v.Value);
        variables["TAURIC"] = string.Join(' ', TauricProgram.Command);
        string script = Path.Combine(InputFolder.Find("deploy", AppContext.BaseDirectory, AppContext.BaseDirectory),
            "slurm", "submit.sh");
        string[] jobs = cluster.Run(script, variables, "4", "corpus", "--root", Root, "--input", input.Folder, "--json")
            .Trim().Split(' ');
        string reduced = cluster.Finish(jobs[1]), mapped = cluster.Finish(jobs[0]);
        Assert.Equal(4, mapped.Split("\"status\":\"success\"").Length - 1);
        Assert.Contains("\"status\":\"success\",\"computed\":0,", reduced, StringComparison.Ordinal);
        Assert.Equal(finished.Hashes, CorpusRoot.HashesOf(Root));
        string[] logs = Directory.GetFiles(Path.Combine(Root, "logs"), "run_*_shard_*_of_4.jsonl");
        Assert.Contains(logs, log =>
            File.ReadAllText(log).Contains("\"event\":\"committed\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shard_that_is_killed_is_replaced_by_the_others()
    {
        Migrate();
        using TauricProcess killed = Shard("0/2"), left = Shard("1/2");
        for (int look = 0; Committed() == 0 && look < 2_000; look++) await Task.Delay(10);
        killed.Kill();
        Assert.Equal(CommandLine.Done, left.Wait().ExitCode);
        Outcome reduced = Run("reduce", "corpus");
        Assert.Contains("\"computed\":0,", reduced.LastLine, StringComparison.Ordinal);
        Assert.Equal(finished.Hashes, CorpusRoot.HashesOf(Root));
    }

    [Fact]
    public void Shards_need_a_catalog_that_can_be_shared()
    {
        Outcome refused = TauricProcess.Run(_folder.Path,
            ["run", "corpus", "--root", Root, "--input", input.Folder, "--shard", "0/2"], CorpusRoot.Variables)
            .Expect(3);
        Assert.Contains("catalog.url", refused.Error, StringComparison.Ordinal);
    }

    private void Migrate()
    {
        postgres.Server.Create(_database);
        TauricProcess.Run(_folder.Path, ["catalog", "migrate"], Variables).Expect(CommandLine.Done);
    }

    private TauricProcess Shard(string shard) => TauricProcess.Start(_folder.Path,
        ["run", "corpus", "--root", Root, "--input", input.Folder, "--workers", "1", "--shard", shard], Variables);

    private Outcome Run(params string[] command) => TauricProcess.Run(_folder.Path,
        [.. command, "--root", Root, "--input", input.Folder, "--json"], Variables).Expect(CommandLine.Done);

    private long Committed() =>
        long.Parse(postgres.Server.Query("SELECT count(*) FROM partition", _database)[0]);
}
