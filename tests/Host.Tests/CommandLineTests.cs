using System.Text.Json;
using Tauric.Engine;

namespace Tauric.Host.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly CapturedTerminal _captured = new();

    public void Dispose() => _captured.Dispose();

    [Fact]
    public async Task Without_arguments_it_says_what_to_do_first()
    {
        Assert.Equal(0, await _captured.Run());
        Assert.Contains("tauric run corpus", _captured.Out);
        Assert.Contains("tauric --help", _captured.Out);
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        Assert.Equal(0, await _captured.Run("--help"));
        string[] commands = ["run <system>", "verify", "explain <id>", "config", "sample", "query <sql>", "doctor"];
        foreach (string command in commands)
            Assert.Contains("  " + command, _captured.Out);
    }

    [Fact]
    public async Task Help_of_run_lists_every_option()
    {
        Assert.Equal(0, await _captured.Run("run", "--help"));
        string[] options =
        [
            "--root <DIR>", "--config <FILE>", "--env <ENV>", "--input <DIR>", "--from <DATE>", "--to <DATE>",
            "--tickers <A,B>", "--workers <N>", "--batch-rows <N>", "--memory <SIZE>", "--device <NAME>", "--seed <N>",
            "--plan", "--json", "--quiet",
        ];
        foreach (string option in options) Assert.Contains(option, _captured.Out);
    }

    [Theory]
    [InlineData("frobnicate", "'frobnicate'")]
    [InlineData("verfy", "Did you mean 'verify'")]
    [InlineData("run", "Required argument 'system'")]
    [InlineData("run corpus --jsno", "Did you mean '--json'")]
    [InlineData("run nonsense", "'nonsense' is not in this build. There is: corpus, decisions, stories, topics.")]
    [InlineData("run corpus --seed -1", "(option --seed)")]
    [InlineData("run corpus --memory lots --batch-rows 0", "2 settings are wrong")]
    [InlineData("run corpus --from 5.3.2024", "--from: '5.3.2024' is not a date like 2024-03-05")]
    [InlineData("run corpus --from 2024-03-05 --to 2024-03-04", "--from 2024-03-05 is after --to 2024-03-04")]
    [InlineData("run corpus --tickers ../AAPL", "'../AAPL' is not in corpus.tickers")]
    [InlineData("run corpus --env production", "there are dev, staging, prod")]
    [InlineData("run corpus --config no.yaml", "no.yaml")]
    [InlineData("run corpus --input no-such-folder-anywhere", "no-such-folder-anywhere")]
    [InlineData("run corpus --root", "--root")]
    [InlineData("explain", "Required argument 'id'")]
    [InlineData("explain x", "Run first: tauric run corpus")]
    [InlineData("verify", "Run first: tauric run corpus")]
    [InlineData("config", "Required command")]
    [InlineData("sample", "--out")]
    [InlineData("sample --out x --seed one", "--seed: 'one' is not a whole number")]
    [InlineData("query", "Required argument 'sql'")]
    [InlineData("query q --format xml", "'xml' is not one of table, csv, json, parquet")]
    [InlineData("query q --format parquet", "--out FILE")]
    [InlineData("query q", "Run first: tauric run corpus")]
    public async Task Mistakes_are_explained_and_exit_with_2(string line, string explanation)
    {
        Assert.Equal(2, await _captured.Run(line.Split(' ')));
        Assert.StartsWith("error: ", _captured.Error);
        Assert.Contains(explanation, _captured.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_captured.Folder));
    }

    [Fact]
    public async Task A_configuration_that_cannot_work_exits_with_3()
    {
        string file = _captured.Write("mine.yaml", "pipeline: {token_budget: 1}");
        Assert.Equal(3, await _captured.Run("run", "corpus", "--config", file));
        Assert.Contains($"({file}:1)", _captured.Error);
    }

    [Fact]
    public async Task A_run_that_fails_still_ends_with_its_line_of_JSON()
    {
        Assert.Equal(2, await _captured.Run("run", "corpus", "--json", "--seed", "x"));
        string[] names =
        [
            "run_id", "status", "computed", "reused", "rejected", "rows", "bytes_written", "seconds", "peak_rss_bytes",
        ];
        using JsonDocument json = JsonDocument.Parse(Assert.Single(_captured.Out.TrimEnd().Split('\n')));
        Assert.Equal(names, json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("failed", json.RootElement.GetProperty("status").GetString());
        Assert.True(json.RootElement.GetProperty("peak_rss_bytes").GetInt64() > 1 << 20);
    }

    [Fact]
    public async Task A_response_file_is_an_ordinary_argument() =>
        Assert.Equal(2, await _captured.Run("run", "@corpus"));

    public static TheoryData<Exception, int> Endings => new()
    {
        { new UsageException(""), 2 }, { new PlanException(""), 3 }, { new DataException(""), 4 },
        { new ResourceException(""), 5 }, { new BugException(""), 70 },
        { new OperationCanceledException(), 130 }, { new IOException(), 5 },
        { new UnauthorizedAccessException(), 5 }, { new NotSupportedException(), 70 },
        { new PartitionException("s", "p", new DataException("")), 4 },
        { new AggregateException(new ResourceException("")), 5 }, { new AggregateException(), 70 },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public void Every_error_has_its_exit_code(Exception e, int code) => Assert.Equal(code, CommandLine.ExitCode(e));
}
