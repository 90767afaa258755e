using System.Net;
using System.Net.Sockets;
using System.Text;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Adapters.Tests.Models.Endpoint;

namespace Tauric.Host.Tests.Proofs;

/// <summary>What is fetched over the wire and what lies in a folder come to the same, and keys come nowhere.</summary>
public sealed class FetchTests : IDisposable
{
    private const string Sample = "data-samples";

    private static readonly (string Variable, string Key)[] s_keys =
    [
        ("FINNHUB_API_KEY", "planted-finnhub-9173"), ("FRED_API_KEY", "planted-fred-2846"),
        ("SIMFIN_API_KEY", "planted-simfin-5508"), ("POLYGON_API_KEY", "planted-polygon-3321"),
    ];

    private static readonly string[] s_asked = ["finnhub", "google_news", "yahoo", "fred", "simfin"];

    /// <summary>With a silent provider; nobody is silent here.</summary>
    private static readonly TimeSpan[] s_patience = [TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30)];

    private readonly ScratchFolder _folder = new();
    private readonly StringWriter _said = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_fetched_folder_is_the_sample_and_a_run_on_it_gives_the_same_bytes_without_a_key_anywhere()
    {
        string sample = InputFolder.Find(Sample, _folder.Path, AppContext.BaseDirectory);
        using var server = new LoopbackServer(new SampleServer(sample).Answer);
        await Tauric(CommandLine.Done, server, "fetch corpus --tickers BRK.B --from 2024-03-01 "
            + "--to 2024-05-31 --out fetched");
        string[] wanted = [.. Files(Path.Combine(sample, "raw")).Where(key => key.Contains("/BRK.B/",
            StringComparison.Ordinal) || key.StartsWith("fred/", StringComparison.Ordinal))];
        Assert.Equal(wanted, Files(_folder.Below("fetched", "corpus", "raw")));
        Assert.All(wanted, key => Assert.Equal(File.ReadAllBytes(Path.Combine(sample, "raw", key)),
            File.ReadAllBytes(_folder.Below("fetched", "corpus", "raw", key))));

        int asked = server.Requests.Count;
        const string Run = "run corpus --tickers BRK.B --from 2024-05-29 --to 2024-05-31";
        await Tauric(CommandLine.Done, server, Run + " --input fetched --root one");
        await Tauric(CommandLine.Done, server, $"{Run} --input {Sample} --root two");
        Assert.Equal(asked, server.Requests.Count);
        SortedDictionary<string, string> outputs = CorpusRoot.HashesOf(_folder.Below("two"));
        Assert.Contains(outputs.Keys, key => key.StartsWith("exports/", StringComparison.Ordinal));
        Assert.Equal(outputs, CorpusRoot.HashesOf(_folder.Below("one")));

        await Tauric(CommandLine.Done, server, "query \"SELECT * FROM pipeline_run\" --root one");
        await Tauric(CommandLine.Done, server, "config show");
        RequireNoKey();
    }

    [Fact]
    public async Task A_refused_key_ends_with_5_and_a_list_and_costs_the_other_providers_nothing()
    {
        var sample = new SampleServer(InputFolder.Find(Sample, _folder.Path, AppContext.BaseDirectory));
        using var server = new LoopbackServer(r => r.Headers.ContainsKey("x-finnhub-token")
            ? new Reply(401, $$"""{"error":"Invalid API key {{s_keys[0].Key}}"}""") : sample.Answer(r));
        await Tauric(CommandLine.Resource, server, "fetch corpus --tickers BRK.B --from 2024-05-30 "
            + "--to 2024-05-31 --out fetched");
        string said = _said.ToString();
        Assert.Contains("error: 1 windows could not be fetched, and ", said, StringComparison.Ordinal);
        string key = new('*', s_keys[0].Key.Length);
        Assert.Contains($"HTTP 401, \"Invalid API key {key}\". Set the right key in FINNHUB_API_KEY.", said,
            StringComparison.Ordinal);
        Assert.Contains("fmp: left out, FMP_API_KEY is not set", said, StringComparison.Ordinal);
        Assert.Single(server.Requests, r => r.Headers.ContainsKey("x-finnhub-token"));
        Assert.True(Directory.Exists(_folder.Below("fetched", "corpus", "raw", "yahoo_price", "BRK.B")));
        RequireNoKey();
    }

    [Fact]
    public async Task Ctrl_C_ends_with_130_and_the_same_command_goes_on()
    {
        var sample = new SampleServer(InputFolder.Find(Sample, _folder.Path, AppContext.BaseDirectory));
        using var stop = new CancellationTokenSource();
        int asked = 0;
        using var server = new LoopbackServer(r =>
        {
            if (Interlocked.Increment(ref asked) == 5) stop.Cancel();
            return sample.Answer(r);
        });
        const string Command =
            "fetch corpus --tickers BRK.B --from 2024-05-30 --to 2024-05-31 --source finnhub --out fetched";
        await Tauric(CommandLine.Cancelled, server, Command, stop.Token);
        Assert.EndsWith(CommandLine.Resumable, _said.ToString().TrimEnd(), StringComparison.Ordinal);
        await Tauric(CommandLine.Done, server, Command);
        Assert.InRange(server.Requests.GroupBy(r => r.Path).Count(same => same.Count() > 1), 0, 1);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_run_that_waits_for_WRDS()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var stop = new CancellationTokenSource();
        Task<TcpClient> connected = silent.AcceptTcpClientAsync();
        _ = connected.ContinueWith(_ => stop.Cancel(), TaskScheduler.Default);
        var variables = new[]
        {
            ("DATA_SOURCE", "wrds"),
            ("WRDS_URL", $"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=u;Password=p"),
        };
        await Run(CommandLine.Cancelled, "run topics --quarters 2023Q1 --root r", variables, stop.Token);
        (await connected).Dispose();
    }

    private Task Tauric(
        int exitCode, LoopbackServer server, string line, CancellationToken? cancelled = null) =>
        Run(exitCode, line, [.. s_keys,
            .. s_asked.Select(name => ($"TAURIC_ADDRESSES_{name.ToUpperInvariant()}", server.Url)),
            // Else the days of the corpus are those of the news of all tickers there are.
            ("TAURIC_CORPUS_FROM", "2024-03-01"), ("TAURIC_CORPUS_TO", "2024-05-31"),
            .. CorpusRoot.Variables.Select(v => v.Name == "TAURIC_CORPUS_TICKERS" ? (v.Name, "BRK.B") : v)],
            cancelled ?? TestContext.Current.CancellationToken);

    private async Task Run(
        int exitCode, string line, (string Name, string Value)[] variables, CancellationToken cancelled)
    {
        string[] args = line.Split('"') is [var before, var sql, var after]
            ? [.. before.Split(' ', StringSplitOptions.RemoveEmptyEntries), sql, .. after.Trim().Split(' ')]
            : line.Split(' ');
        var terminal = new Terminal(_said, _said, _folder.Path)
        {
            Variables = variables.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal),
            Clock = args[0] == "fetch" ? new WarpClock(2024, 7, 2) { Patience = s_patience }
                : TimeProvider.System,
        };
        int ended = await CommandLine.Run(args, terminal, cancelled);
        Assert.True(ended == exitCode, $"exit code {ended}, not {exitCode}\n{_said}");
    }

    private void RequireNoKey()
    {
        foreach ((_, string key) in s_keys)
        {
            byte[] planted = Encoding.UTF8.GetBytes(key);
            Assert.DoesNotContain(key, _said.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories), path =>
                path.Contains(key, StringComparison.Ordinal) || File.ReadAllBytes(path).AsSpan().IndexOf(planted) >= 0);
        }
    }

    private static string[] Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
