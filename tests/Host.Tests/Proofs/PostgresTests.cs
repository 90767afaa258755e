using System.Text;
using Npgsql;
using Tauric.Adapters.Tests;

namespace Tauric.Host.Tests.Proofs;

/// <summary>The program on a catalog in PostgreSQL: nothing but the configuration differs.</summary>
public sealed class PostgresTests : IClassFixture<FinishedRun>, IClassFixture<PostgresFixture>, IDisposable
{
    private const string Waiting =
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private static int s_made;

    private readonly FinishedRun _finished;
    private readonly PostgresServer _server;
    private readonly ScratchFolder _folder = new();
    private readonly string _database = $"tauric_{Interlocked.Increment(ref s_made)}";
    private readonly (string, string)[] _variables;
    private readonly CapturedTerminal _terminal;
    private readonly string[] _run;

    public PostgresTests(FinishedRun finished, SmallInput input, PostgresFixture postgres)
    {
        (_finished, _server) = (finished, postgres.Server);
        _variables = [.. CorpusRoot.Variables, ("TAURIC_CATALOG_URL", _server.Create(_database))];
        _terminal = new CapturedTerminal(_variables);
        _run = ["run", "corpus", "--root", Root, "--input", input.Folder, "--quiet", "--json"];
    }

    private string Root => _folder.Below("root");

    public void Dispose()
    {
        _terminal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_run_writes_the_same_bytes_and_its_password_nowhere()
    {
        Assert.Contains("tauric catalog migrate", await Say(CommandLine.Resource, _run));
        Assert.Contains("applied 0001_records.sql", await Say(CommandLine.Done, "catalog", "migrate"));
        await Say(CommandLine.Done, _run);
        Assert.Equal(_finished.Hashes, CorpusRoot.HashesOf(Root));
        Assert.Contains("\"computed\":0,", await Say(CommandLine.Done, _run));
        Assert.Contains("all as committed", await Say(CommandLine.Done, "verify", "--root", Root));
        Assert.Contains("sha256", await Say(CommandLine.Done, "explain", "AAPL_2024-04-05_01", "--root", Root));

        byte[] secret = Encoding.ASCII.GetBytes(PostgresServer.Password);
        string[] files = Directory.GetFiles(Root, "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(files, file => File.ReadAllBytes(file).AsSpan().IndexOf(secret) >= 0);
        string runs = string.Concat(_server.Query("SELECT r::text FROM pipeline_run r", _database));
        Assert.Contains("catalog.url", runs);
        Assert.DoesNotContain(PostgresServer.Password, runs + _terminal.Out + _terminal.Error);
        await RequireSameAnswers();
    }

    [Fact]
    public async Task The_second_of_two_runs_says_who_has_the_catalog_and_a_killed_run_lets_go_of_it()
    {
        using (TauricProcess first = await Halted(async run =>
        {
            Assert.Contains($"in use by process {run.Id} on ", await Say(CommandLine.Resource, _run));
            run.Kill();
        }))
            first.Wait();
        await Say(CommandLine.Done, _run);
        Assert.Equal(_finished.Hashes, CorpusRoot.HashesOf(Root));
    }

    [Fact]
    public async Task A_server_that_is_killed_in_the_middle_of_a_commit_costs_a_wait_and_nothing_is_there_twice()
    {
        using TauricProcess run = await Halted(_ =>
        {
            _server.Stop();
            _server.Resume();
            return Task.CompletedTask;
        });
        run.Wait().Expect(CommandLine.Done);
        Assert.Equal(_finished.Hashes, CorpusRoot.HashesOf(Root));
        await RequireSameAnswers();
    }

    [Fact]
    public async Task A_catalog_moves_to_PostgreSQL_and_back_and_nothing_is_computed_again()
    {
        await Say(CommandLine.Done, "catalog", "migrate");
        foreach (string path in Directory.EnumerateFiles(_finished.Root, "*", SearchOption.AllDirectories))
            _folder.Write(Path.Combine("root", Path.GetRelativePath(_finished.Root, path)), File.ReadAllBytes(path));
        await Say(CommandLine.Done, "catalog", "copy", "--from", "duckdb", "--to", "postgres", "--root", Root);
        File.Delete(Path.Combine(Root, "catalog.duckdb"));
        Assert.Contains("\"computed\":0,", await Say(CommandLine.Done, _run));
        await RequireSameAnswers();
        await Say(CommandLine.Done, "catalog", "copy", "--from", "postgres", "--to", "duckdb", "--root", Root);
        _server.Execute("DROP TABLE partition CASCADE", _database);
        using var duck = new CapturedTerminal(CorpusRoot.Variables);
        Assert.Equal(CommandLine.Done, await duck.Run(_run));
        Assert.Contains("\"computed\":0,", duck.Out);
        Assert.Equal(_finished.Hashes, CorpusRoot.HashesOf(Root));
    }

    /// <summary>What the command said, which must end so.</summary>
    private async Task<string> Say(int exitCode, params string[] args)
    {
        int before = _terminal.Out.Length + _terminal.Error.Length;
        int ended = await _terminal.Run(args);
        string said = _terminal.Out + _terminal.Error;
        Assert.True(ended == exitCode, $"exit code {ended}, not {exitCode}\n{said}");
        Assert.True(said.Length > before);
        return said;
    }

    /// <summary>Starts a run and stops it inside the commit that publishes the first samples.</summary>
    private async Task<TauricProcess> Halted(Func<TauricProcess, Task> then)
    {
        await Say(CommandLine.Done, "catalog", "migrate");
        await Say(CommandLine.Done, [.. _run.Except(["--quiet"]), "--plan"]);   // Makes the tables.
        await using var other = new NpgsqlConnection(_server.ConnectionTo(_database));
        await other.OpenAsync();
        await using NpgsqlTransaction holds = await other.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("LOCK TABLE assembled_sample", other))
            await command.ExecuteNonQueryAsync();
        TauricProcess run = TauricProcess.Start(_folder.Path, _run, _variables);
        while (_server.Query(Waiting, _database).Count == 0)
            Assert.False(run.WaitFor(TimeSpan.FromMilliseconds(50)), "it ended without committing samples");
        Assert.NotEqual(["0"], _server.Query("SELECT count(*) FROM partition", _database));
        await then(run);
        return run;
    }

    /// <summary>Asks both roots what is in their catalogs; when it came is each run's own.</summary>
    private async Task RequireSameAnswers()
    {
        const string Sql = """
            SELECT (SELECT count(*) FROM samples) AS samples, (SELECT sum(rows) FROM audit_log) AS audited,
                (SELECT count(*) FROM partition_input) AS inputs,
                (SELECT list_sort(list(l::VARCHAR))::VARCHAR FROM label_distribution l) AS labels,
                (SELECT list_sort(list(q::VARCHAR))::VARCHAR FROM data_quality_summary q) AS quality,
                (SELECT list_sort(list(regexp_replace(a::VARCHAR, 'created_at[^,}]*', '')))::VARCHAR
                    FROM asset a) AS assets,
                (SELECT list_sort(list(asset_id || as_of_date))::VARCHAR FROM raw_news) AS news,
                (SELECT list_sort(list(asset_id || list_sort(modalities)::VARCHAR))::VARCHAR FROM source_summary)
                    AS sources,
                (SELECT list_sort(list(regexp_replace(n::VARCHAR, 'created_at[^,}]*', '')))::VARCHAR
                    FROM normalized_news n) AS normalized
            """;
        using var duck = new CapturedTerminal();
        await duck.Run("query", Sql, "--root", _finished.Root, "--format", "csv");
        using var asked = new CapturedTerminal(_variables);
        await asked.Run("query", Sql, "--root", Root, "--format", "csv");
        Assert.Equal(("", ""), (duck.Error, asked.Error));
        Assert.Equal(duck.Out, asked.Out);
    }
}
