using System.Text;
using Tauric.Adapters.Tests;

namespace Tauric.Host.Tests.Proofs;

/// <summary>The program on a catalog in PostgreSQL: nothing but the configuration differs.</summary>
public sealed class PostgresTests(FinishedRun finished, SmallInput input, PostgresFixture postgres)
    : IClassFixture<FinishedRun>, IClassFixture<PostgresFixture>, IDisposable
{
    private static int s_made;

    private readonly ScratchFolder _folder = new();
    private readonly string _database = $"tauric_{Interlocked.Increment(ref s_made)}";

    private PostgresServer Server => postgres.Server;

    private string Root => _folder.Below("root");

    private string Partitions => "SELECT count(*) FROM partition";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_writes_the_same_bytes_and_its_password_nowhere()
    {
        Server.Create(_database);
        var said = new StringBuilder();
        string[] run = ["run", "corpus", "--root", Root, "--input", input.Folder, "--json"];
        Assert.Contains("tauric catalog migrate", Say(CommandLine.Resource, run).Error);
        Assert.Contains("applied 0001_records.sql", Say(CommandLine.Done, "catalog", "migrate").Out);
        Say(CommandLine.Done, run);
        Assert.Equal(finished.Hashes, CorpusRoot.HashesOf(Root));
        Assert.Contains("\"computed\":0,", Say(CommandLine.Done, run).LastLine);

        Assert.Contains("all as committed", Say(CommandLine.Done, "verify", "--root", Root).Out);
        Assert.Contains("sha256", Say(CommandLine.Done, "explain", "AAPL_2024-04-05_01", "--root", Root).Out);
        foreach (string sql in (string[])["SELECT count(*) FROM samples", "SELECT count(*), sum(rows) FROM audit_log",
            "SELECT * FROM label_distribution ORDER BY ALL", "SELECT * FROM data_quality_summary ORDER BY ALL",
            "SELECT asset_id, modalities FROM source_summary ORDER BY ALL", "SELECT * FROM asset ORDER BY ALL",
            "SELECT asset_id, as_of_date FROM raw_news ORDER BY ALL", "FROM normalized_news ORDER BY ALL"])
            Assert.Equal(Outcome("query", sql, "--root", finished.Root, "--format", "csv"),
                Say(CommandLine.Done, "query", sql, "--root", Root, "--format", "csv").Out);

        Assert.DoesNotContain(PostgresServer.Password, said.ToString());
        byte[] secret = Encoding.ASCII.GetBytes(PostgresServer.Password);
        string[] files = Directory.GetFiles(Root, "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(files, file => File.ReadAllBytes(file).AsSpan().IndexOf(secret) >= 0);
        Assert.DoesNotContain(PostgresServer.Password,
            string.Concat(Server.Query("SELECT r::text FROM pipeline_run r", _database)));
        Assert.Contains("catalog.url", string.Concat(Server.Query("SELECT config FROM pipeline_run", _database)));

        Outcome Say(int exitCode, params string[] args)
        {
            Outcome outcome = TauricProcess.Run(_folder.Path, args, Variables).Expect(exitCode);
            said.Append(outcome.Out).Append(outcome.Error);
            return outcome;
        }
    }

    [Fact]
    public void The_second_of_two_runs_says_who_has_the_catalog_and_a_killed_run_lets_go_of_it()
    {
        Migrate();
        using TauricProcess first = Started();
        Until(() => Committed() > 0);
        Outcome refused = TauricProcess.Run(_folder.Path, Run, Variables).Expect(CommandLine.Resource);
        Assert.Contains($"in use by process {first.Id} on ", refused.Error);
        first.Kill();
        TauricProcess.Run(_folder.Path, Run, Variables).Expect(CommandLine.Done);
        Assert.Equal(finished.Hashes, CorpusRoot.HashesOf(Root));
    }

    [Fact]
    public void A_server_that_is_killed_in_the_middle_of_a_run_costs_a_wait_and_nothing_is_there_twice()
    {
        Migrate();
        using TauricProcess run = Started();
        Until(() => Committed() > 0);
        Server.Stop();
        Server.Resume();
        run.Wait().Expect(CommandLine.Done);
        Assert.Equal(finished.Hashes, CorpusRoot.HashesOf(Root));
        const string Counts = "SELECT (SELECT count(*) FROM partition) AS n, (SELECT count(*) FROM partition_input) AS i,"
            + " (SELECT count(*) FROM assembled_sample) AS s, (SELECT count(*) FROM normalized_news) AS w";
        Assert.Equal(Outcome("query", Counts, "--root", finished.Root, "--format", "csv").Split('\n')[1],
            Server.Query(Counts, _database)[0].Replace('|', ','));
    }

    [Fact]
    public void A_catalog_moves_to_PostgreSQL_and_back_and_nothing_is_computed_again()
    {
        Migrate();
        Directory.CreateDirectory(Root);
        foreach (string path in Directory.EnumerateFiles(finished.Root, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(Root, Path.GetRelativePath(finished.Root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        string[] there = ["catalog", "copy", "--from", "duckdb", "--to", "postgres", "--root", Root];
        Assert.Contains("rows of", TauricProcess.Run(_folder.Path, there, Variables).Expect(CommandLine.Done).Out);
        File.Delete(Path.Combine(Root, "catalog.duckdb"));
        Assert.Contains("\"computed\":0,",
            TauricProcess.Run(_folder.Path, Run, Variables).Expect(CommandLine.Done).LastLine);
        string[] back = ["catalog", "copy", "--from", "postgres", "--to", "duckdb", "--root", Root];
        TauricProcess.Run(_folder.Path, back, Variables).Expect(CommandLine.Done);
        Assert.Contains("\"computed\":0,",
            TauricProcess.Run(_folder.Path, Run, CorpusRoot.Variables).Expect(CommandLine.Done).LastLine);
    }

    private IEnumerable<(string, string)> Variables =>
        CorpusRoot.Variables.Append(("TAURIC_CATALOG_URL", Server.UrlOf(_database)));

    private string[] Run => ["run", "corpus", "--root", Root, "--input", input.Folder, "--quiet", "--json"];

    private TauricProcess Started() => TauricProcess.Start(_folder.Path, Run, Variables);

    private string Outcome(params string[] args) =>
        TauricProcess.Run(_folder.Path, args, CorpusRoot.Variables).Expect(CommandLine.Done).Out;

    private void Migrate()
    {
        Server.Create(_database);
        TauricProcess.Run(_folder.Path, ["catalog", "migrate"], Variables).Expect(CommandLine.Done);
    }

    private long Committed() => long.Parse(Server.Query(Partitions, _database)[0]);

    private static void Until(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(1)), "it never came to that");
}
