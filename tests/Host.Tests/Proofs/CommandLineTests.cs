using System.Text.Json;
using System.Text.RegularExpressions;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Storage;
using Tauric.Engine.Datasets;
using Tauric.Host.Query;

namespace Tauric.Host.Tests.Proofs;

/// <summary>The command line as a user has it: child processes, their streams and their exit codes.</summary>
public sealed partial class CommandLineTests(FinishedRun finished, SmallInput input)
    : IClassFixture<FinishedRun>, IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_arguments_it_says_what_to_do_first()
    {
        Outcome outcome = Tauric().Expect(CommandLine.Done);
        Assert.Contains("Start here:", outcome.Out);
        Assert.Contains("tauric run corpus", outcome.Out);
        Assert.Contains("tauric doctor", outcome.Out);
    }

    [Fact]
    public void A_run_ends_with_a_line_of_JSON_of_exactly_the_documented_members()
    {
        (string, JsonValueKind)[] documented =
        [
            ("run_id", JsonValueKind.String), ("status", JsonValueKind.String), ("computed", JsonValueKind.Number),
            ("reused", JsonValueKind.Number), ("rejected", JsonValueKind.Number), ("rows", JsonValueKind.Number),
            ("bytes_written", JsonValueKind.Number), ("seconds", JsonValueKind.Number),
            ("peak_rss_bytes", JsonValueKind.Number),
        ];
        using JsonDocument json = JsonDocument.Parse(finished.Outcome.LastLine);
        JsonElement line = json.RootElement;
        Assert.Equal(documented, line.EnumerateObject().Select(p => (p.Name, p.Value.ValueKind)));
        Assert.Equal("success", line.GetProperty("status").GetString());
        Assert.True(line.GetProperty("computed").GetInt64() > 100);
        Assert.True(File.Exists(Path.Combine(finished.Root, "logs", $"run_{line.GetProperty("run_id")}.json")));
    }

    [Theory]
    [InlineData(2, "run corpus --root r --input nowhere", "There is no input folder")]
    [InlineData(2, "explain AAPL_2024-03-05_07 --root r", "Run first: tauric run corpus")]
    [InlineData(3, "run corpus --root r", "TAURIC_PIPELINE_TOKENS: no setting has this variable",
        "TAURIC_PIPELINE_TOKENS=8192")]
    [InlineData(3, "run corpus --root r", "'../AAPL' is not", "TAURIC_CORPUS_TICKERS=../AAPL")]
    [InlineData(4, "run corpus --root r", "Realised label shares miss their targets",
        "TAURIC_LABELS_SHARE_TOLERANCE=0.000001")]
    [InlineData(5, "run corpus --root file/below", "Cannot make the data root")]
    public void A_failure_says_why_and_has_its_exit_code(int exitCode, string line, string why, string variable = "")
    {
        _folder.Write("file", []);
        string[] args = line.Split(' ');
        string[] from = args.Contains("--input") || args[0] != "run" ? [] : ["--input", input.Folder];
        string[] set = variable.Split('=');
        Outcome outcome = TauricProcess.Run(_folder.Path, [.. args, .. from],
            CorpusRoot.Variables.Where(v => v.Name != set[0]).Concat(set.Length == 2 ? [(set[0], set[1])] : []))
            .Expect(exitCode);
        Assert.StartsWith("error: ", outcome.Error);
        Assert.Contains(why, outcome.Error);
        if (exitCode < 4) Assert.False(Directory.Exists(_folder.Below("r")));
    }

    [Fact]
    public void Ctrl_C_ends_with_130_and_the_same_command_resumes_to_the_same_bytes()
    {
        using (TauricProcess program = Started(_folder.Path))
        {
            Until(() => File.Exists(_folder.Below("catalog.duckdb.wal")) || Directory.Exists(_folder.Below("raw")));
            program.Interrupt();
            Outcome outcome = program.Wait().Expect(CommandLine.Cancelled);
            Assert.Equal(CommandLine.Resumable, outcome.Error.TrimEnd());
            Assert.Contains("\"status\":\"cancelled\"", outcome.LastLine);
        }

        Assert.NotEqual(finished.Hashes, CorpusRoot.HashesOf(_folder.Path));
        using TauricProcess resumed = Started(_folder.Path);
        resumed.Wait().Expect(CommandLine.Done);
        Assert.Equal(finished.Hashes, CorpusRoot.HashesOf(_folder.Path));
    }

    [Fact]
    public void Two_runs_on_one_root_the_second_says_who_holds_it()
    {
        using (DuckCatalog.Open(_folder.Below("catalog.duckdb")))
        {
            using TauricProcess second = Started(_folder.Path);
            Outcome refused = second.Wait().Expect(CommandLine.Resource);
            Assert.Contains($"in use by process {Environment.ProcessId}", refused.Error);
        }

        using TauricProcess alone = Started(_folder.Path);
        alone.Wait().Expect(CommandLine.Done);
        Assert.Equal(finished.Hashes, CorpusRoot.HashesOf(_folder.Path));
    }

    [Fact]
    public void A_plan_gives_reasons_and_writes_nothing()
    {
        string root = _folder.Below("planned");
        string[] plan = ["run", "corpus", "--plan", "--input", input.Folder, "--root"];
        Outcome fresh = Tauric([.. plan, root]).Expect(CommandLine.Done);
        Assert.Contains("because it is new", fresh.Out);
        Assert.False(Directory.Exists(root));

        Outcome current = Tauric([.. plan, finished.Root, "--json"]).Expect(CommandLine.Done);
        Assert.Contains("\"status\":\"planned\",\"computed\":0,", current.LastLine);
        Outcome reseeded = Tauric([.. plan, finished.Root, "--seed", "5"]).Expect(CommandLine.Done);
        const string Reason = "assemble_samples assembled/AAPL/2024-03-01 because .*seed=1234.* became .*seed=5";
        Assert.Matches(Reason, reseeded.Out);
        Assert.Equal(finished.Hashes, CorpusRoot.HashesOf(finished.Root));
    }

    [Fact]
    public void An_explanation_ends_at_the_hash_of_a_raw_payload()
    {
        Outcome explained = Tauric("explain", "AAPL_2024-04-05_01", "--root", finished.Root).Expect(CommandLine.Done);
        MatchCollection payloads = RawHash().Matches(explained.Out);
        Assert.True(payloads.Count > 10);
        foreach (Match payload in payloads)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(input.Folder, payload.Groups["key"].Value));
            Assert.Equal(Hash256.Of(bytes).ToString(), payload.Groups["sha"].Value);
        }
    }

    [Fact]
    public void A_query_answers_in_four_formats()
    {
        const string Sql = "SELECT ticker, count(*) AS n FROM samples GROUP BY 1 ORDER BY 1";
        string csv = Query(Sql, "csv");
        Assert.Matches("^ticker,n\nAAPL,[0-9]+\nJPM,[0-9]+\n$", csv);
        string[] counts = [.. csv.TrimEnd().Split('\n')[1..].Select(row => row.Split(',')[1])];
        Assert.Equal($$"""
            {"ticker":"AAPL","n":{{counts[0]}}}
            {"ticker":"JPM","n":{{counts[1]}}}

            """, Query(Sql, "json"));
        Assert.Matches($"^ticker n *\nAAPL +{counts[0]}\nJPM +{counts[1]}\n2 rows\n$", Query(Sql, "table"));
        string file = _folder.Below("answer.parquet");
        Query(Sql, "parquet", "--out", file);
        Assert.Equal("PAR1"u8, File.ReadAllBytes(file).AsSpan(^4));
    }

    [Fact]
    public void Every_table_of_the_seed_can_be_asked()
    {
        string[] filled =
        [
            "asset", "raw_news", "raw_news_alt", "normalized_news", "price_window", "fundamentals", "insider_txn",
            "analyst_reco", "macro_series", "pipeline_run", "audit_log", "assembled_sample", "sample_label",
            "distilled_thesis", "label_distribution", "source_summary", "pipeline_run_summary", "data_quality_summary",
        ];
        string[] withoutFeed = ["raw_fmp_fundamentals", "raw_eodhd_economic_events", "raw_eodhd_options"];
        string catalog = Path.Combine(finished.Root, "catalog.duckdb");
        using var sql = FencedSql.Open(session => FencedSql.Attach(session, catalog),
            new ObjectFiles(new LocalStore(finished.Root), finished.Root, isCopied: false), output: null);
        Assert.All(filled, name => Assert.NotEmpty(sql.JsonRows($"SELECT * FROM {name} LIMIT 5")));
        Assert.All(withoutFeed, name => Assert.Empty(sql.JsonRows($"SELECT * FROM {name} LIMIT 5")));
        Assert.All(sql.JsonRows("SELECT raw_path, as_of_date FROM raw_news"), line =>
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string path = row.RootElement.GetProperty("raw_path").GetString()!;
            Assert.True(File.Exists(Path.Combine(finished.Root, path)), path);
            Assert.Contains(row.RootElement.GetProperty("as_of_date").GetString()!, path, StringComparison.Ordinal);
        });
        Assert.Equal(["""{"asset_id":"AAPL"}""", """{"asset_id":"JPM"}"""],
            sql.JsonRows("SELECT asset_id FROM asset ORDER BY ALL"));
        var shown = sql.JsonRows("SELECT table_name AS t FROM information_schema.tables").ToHashSet();
        Assert.Superset(filled.Concat(withoutFeed).Select(name => $$"""{"t":"{{name}}"}""").ToHashSet(), shown);
    }

    [Fact]
    public void The_configuration_is_shown_with_its_origins_and_without_secrets()
    {
        Outcome shown = Run(["config", "show", "--root", "r", "--env", "dev"],
            [
                ("TAURIC_API_KEYS_FRED", FinishedRun.Secret), ("LLM_MODEL", "mine"),
                ("LLM_API_KEY", FinishedRun.Secret),
            ]).Expect(CommandLine.Done);
        Assert.DoesNotContain(FinishedRun.Secret, shown.Out);
        Assert.Matches(@"api_keys\.fred +\*\*\* +variable TAURIC_API_KEYS_FRED", shown.Out);
        Assert.Matches(@"writer\.name +mine +variable LLM_MODEL", shown.Out);
        Assert.Matches(@"data_root +r +option --root", shown.Out);
        Assert.Matches(@"pipeline\.variation_count +4 +dev\.yaml:\d+", shown.Out);
        Assert.Matches(@"pipeline\.seed +1234 +defaults\.yaml:\d+", shown.Out);
    }

    [Fact]
    public void A_selection_brings_only_what_it_needs_and_the_rest_comes_later()
    {
        string[] part = ["--tickers", "AAPL", "--from", "2024-03-11", "--to", "2024-03-15"];
        Run(["run", "corpus", "--root", "r", "--input", input.Folder, .. part], CorpusRoot.Variables)
            .Expect(CommandLine.Done);
        string assembled = _folder.Below("r", "assembled", "AAPL");
        string[] days = [.. Directory.GetDirectories(assembled).Select(path => Path.GetFileName(path))];
        string[] week = ["2024-03-11", "2024-03-12", "2024-03-13", "2024-03-14", "2024-03-15"];
        Assert.Subset(finished.DaysOf("AAPL"), days.ToHashSet());
        Assert.Superset(week.ToHashSet(), days.ToHashSet());
        Assert.True(days.Length < finished.DaysOf("AAPL").Count);
        Assert.False(Directory.Exists(_folder.Below("r", "assembled", "JPM")));
        Run(["run", "corpus", "--root", "r", "--input", input.Folder], CorpusRoot.Variables).Expect(CommandLine.Done);
        Assert.Equal(finished.Hashes, CorpusRoot.HashesOf(_folder.Below("r")));
    }

    [Fact]
    public void Tickers_without_prices_are_left_out_loudly_and_refused_when_they_are_named()
    {
        (string, string)[] more = [.. CorpusRoot.Variables.Skip(1), ("TAURIC_CORPUS_TICKERS", "AAPL,JPM,XOM,TSLA")];
        string[] run = ["run", "corpus", "--root", finished.Root, "--input", input.Folder];
        const string LeftOut = "TSLA, XOM: no prices in the input";
        Assert.Contains($"left out {LeftOut}", Run([.. run, "--plan"], more).Expect(CommandLine.Done).Out);
        Assert.Contains($"left out {LeftOut}", Run(run, more).Expect(CommandLine.Done).Out);
        Outcome refused = Run([.. run, "--tickers", "XOM,AAPL,TSLA"], more).Expect(3);
        Assert.StartsWith($"error: {LeftOut}. ", refused.Error);
        Assert.Equal(finished.Hashes, CorpusRoot.HashesOf(finished.Root));
    }

    [Fact]
    public void The_sample_is_the_one_that_is_shipped()
    {
        Run(["sample", "--out", "s"], []).Expect(CommandLine.Done);
        string shipped = InputFolder.Find("data-samples", _folder.Path, AppContext.BaseDirectory);
        Assert.Equal(CorpusRoot.HashesOf(Path.Combine(shipped, "raw")), CorpusRoot.HashesOf(_folder.Below("s", "raw")));
    }

    [Fact]
    public void A_planted_key_is_in_no_file_and_no_line()
    {
        Outcome failed = Run(["run", "corpus", "--root", "r", "--workers", "none"], FinishedRun.Keys).Expect(2);
        string said = failed.Out + failed.Error + finished.Outcome.Out + finished.Outcome.Error;
        Assert.DoesNotContain(FinishedRun.Secret, said);
        byte[] secret = System.Text.Encoding.ASCII.GetBytes(FinishedRun.Secret);
        string[] files = Directory.GetFiles(finished.Root, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("catalog.duckdb", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => File.ReadAllBytes(file).AsSpan().IndexOf(secret) >= 0);
        string runs = Query("SELECT * FROM pipeline_run", "json");
        Assert.Contains("api_keys.finnhub", runs);
        Assert.DoesNotContain(FinishedRun.Secret, runs);
    }

    private Outcome Tauric(params string[] args) => Run(args, CorpusRoot.Variables);

    private Outcome Run(string[] args, IEnumerable<(string, string)> variables) =>
        TauricProcess.Run(_folder.Path, args, variables);

    private string Query(string sql, string format, params string[] more) =>
        Run(["query", sql, "--root", finished.Root, "--format", format, .. more], []).Expect(CommandLine.Done).Out;

    private TauricProcess Started(string root) => TauricProcess.Start(root,
        ["run", "corpus", "--root", root, "--input", input.Folder, "--quiet", "--json"], CorpusRoot.Variables);

    private static void Until(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(1)), "it never came to that");

    [GeneratedRegex(@"(?<key>raw/[^ ]+) sha256 (?<sha>[0-9a-f]{64})")]
    private static partial Regex RawHash();
}

/// <summary>A run of the program to its end, with secrets in its environment.</summary>
public sealed class FinishedRun : IDisposable
{
    public const string Secret = "planted-example-71c0ffee";

    private static readonly string[] s_providers =
        ["FINNHUB", "GOOGLE_NEWS", "FMP", "EODHD", "FRED", "SIMFIN", "POLYGON", "NASDAQ"];

    private readonly ScratchFolder _scratch = new();

    public FinishedRun(SmallInput input)
    {
        Outcome = input.Program;
        _scratch.CopyFrom(input.ProgramRoot);
        Hashes = CorpusRoot.HashesOf(Root);
    }

    public static IEnumerable<(string Name, string Value)> Keys =>
        s_providers.Select(provider => ("TAURIC_API_KEYS_" + provider, Secret));

    public string Root => _scratch.Path;

    internal Outcome Outcome { get; }

    public SortedDictionary<string, string> Hashes { get; }

    public HashSet<string> DaysOf(string ticker) =>
        [.. Directory.GetDirectories(Path.Combine(Root, "assembled", ticker)).Select(path => Path.GetFileName(path)!)];

    public void Dispose() => _scratch.Dispose();
}
