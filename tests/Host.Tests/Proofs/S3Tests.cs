using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Tauric.Adapters.Storage;
using Tauric.Adapters.Tests;
using Tauric.Adapters.Tests.Storage;
using Tauric.Engine;
using Tauric.Engine.Datasets;
using Tauric.Host.Sample;

namespace Tauric.Host.Tests.Proofs;

/// <summary>The program over a real S3 store: nothing but the configuration says so.</summary>
public sealed class S3Tests : IClassFixture<SharedGateway>, IClassFixture<S3Tests.CorpusOnDisk>, IDisposable
{
    private const uint FaultsPerHundred = 5;

    private static readonly (string, string)[] s_settings =
    [
        ("TAURIC_CORPUS_TICKERS", "AAPL"), ("TAURIC_PIPELINE_VARIATION_COUNT", "2"),
        ("TAURIC_PIPELINE_TOKEN_BUDGET", "2048"), ("TAURIC_LABELS_SHARE_TOLERANCE", "1"),
    ];

    private readonly ScratchFolder _folder = new();
    private readonly CorpusOnDisk _disk;
    private readonly S3Options _options;

    public S3Tests(SharedGateway gateway, CorpusOnDisk disk) => (_options, _disk) = (gateway.Empty(), disk);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_corpus_in_S3_has_the_manifests_it_has_on_disk_and_is_asked_the_same_way()
    {
        string root = _folder.Below("s3");
        await Tauric(_options, "run", "corpus", "--root", root, "--input", _disk.Input);
        Assert.Equal(_disk.Hashes, Stored(_options));
        Assert.Equal(["catalog.duckdb", "catalog.id"], Directory.GetFiles(root).Select(Path.GetFileName).Order());

        Assert.Contains("\"computed\":0", await Tauric(
            _options, "run", "corpus", "--root", root, "--input", _disk.Input, "--json"), StringComparison.Ordinal);
        Assert.Contains("all as committed", await Tauric(_options, "verify", "--root", root),
            StringComparison.Ordinal);
        string[] asked = ["SELECT count(*), max(thesis_text) FROM samples", "SELECT count(*) FROM asset"];
        foreach (string sql in asked)
            Assert.Equal(await Tauric(null, "query", sql, "--root", _disk.Root),
                await Tauric(_options, "query", sql, "--root", root));
        Assert.Contains("raw/", await Tauric(_options, "explain", "AAPL_2024-03-05_00", "--root", root),
            StringComparison.Ordinal);
        byte[] secret = Encoding.ASCII.GetBytes(_options.SecretKey);
        Assert.All(Directory.GetFiles(root, "*", SearchOption.AllDirectories), file =>
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(secret) < 0, file));
    }

    [Fact]
    public async Task Payloads_in_a_bucket_are_read_like_those_in_a_folder()
    {
        using (var store = new S3Store(_options with { Prefix = "in/corpus" }))
            store.Publish([.. Directory.GetFiles(_disk.Input, "*", SearchOption.AllDirectories).Select(file =>
                store.Stage(Path.GetRelativePath(_disk.Input, file), File.ReadAllBytes(file)))]);
        using CapturedTerminal captured = new([
            .. Variables(_options).Where(v => v.Item1 != "STORAGE_BACKEND"),
            ("DATA_SOURCE", "s3"), ("S3_INPUT", "in")]);
        Assert.Equal(CommandLine.Done, await captured.Run("run", "corpus", "--root", _folder.Path));
        Assert.Equal(_disk.Hashes, CorpusRoot.HashesOf(_folder.Path));
    }

    [Fact]
    public async Task What_was_damaged_in_S3_is_found_by_verify_and_repaired_by_the_next_run()
    {
        string root = _folder.Path;
        string[] run = ["run", "corpus", "--root", root, "--input", _disk.Input];
        await Tauric(_options, run);
        string key = _disk.Hashes.Keys.First(k => k.StartsWith("normalized/", StringComparison.Ordinal));
        using (AmazonS3Client client = _options.Connect())
        {
            var damage = new PutObjectRequest
            {
                BucketName = _options.Bucket,
                Key = $"{_options.Prefix}/{key}",
                ContentBody = "other bytes",
            };
            damage.Metadata["sha256"] = _disk.Hashes[key];
            await client.PutObjectAsync(damage, TestContext.Current.CancellationToken);
        }

        using (CapturedTerminal captured = new(Variables(_options)))
        {
            Assert.Equal(4, await captured.Run("verify", "--root", root));
            Assert.Contains($"{key}: changed", captured.Out, StringComparison.Ordinal);
        }

        await Tauric(_options, run);
        Assert.Equal(_disk.Hashes, Stored(_options));
    }

    [Fact]
    public async Task A_store_that_fails_every_twentieth_request_costs_time_and_changes_no_byte()
    {
        int requests = 0, faults = 0;
        Relaying[] kinds = [Reply(500), Reply(503), Relaying.Cut, Relaying.CutAnswer];
        Relaying Decide(ReadOnlyMemory<byte> sent)
        {
            if (!BeginsRequest(sent.Span)) return Relaying.Pass;
            int number = Interlocked.Increment(ref requests);
            Hash256 drawn = new Fold().Add(number).Finish();
            if (new UInt128(drawn.Third, drawn.Fourth) % 100 >= FaultsPerHundred) return Relaying.Pass;
            return kinds[Interlocked.Increment(ref faults) % kinds.Length];
        }

        using var relay = new Relay(new Uri(_options.Endpoint).Port, Decide);
        string root = _folder.Below("faulty");
        await Tauric(_options with { Endpoint = $"http://127.0.0.1:{relay.Port}" },
            "run", "corpus", "--root", root, "--input", _disk.Input);
        Assert.True(faults >= 3 * kinds.Length, $"{faults} faults in {requests} requests");
        Assert.Equal(_disk.Hashes, Stored(_options));
        const string twice = "SELECT count(*) - count(DISTINCT (dataset, key)) AS twice FROM partition";
        Assert.Equal("twice\n0\n", await Tauric(_options, "query", twice, "--root", root, "--format", "csv"));
        Assert.Contains("all as committed", await Tauric(_options, "verify", "--root", root),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Syncing_goes_both_ways_goes_on_where_it_stopped_and_what_was_synced_is_reused()
    {
        string root = _folder.Path;
        _folder.CopyFrom(_disk.Root);
        string[] up = ["store", "sync", "--from", "local", "--to", "s3", "--root", root];
        using (var stopped = new S3Store(_options))
        {
            stopped.Publish([.. _disk.Hashes.Keys.Take(50).Select(key => stopped.Stage(key,
                File.ReadAllBytes(Path.Combine(root, key))))]);
            stopped.Publish([stopped.Stage(_disk.Hashes.Keys.Last(), "another"u8)]);
        }

        Assert.Contains("50 were there already; 0 are in s3 only", await Tauric(_options, up));
        Assert.Equal(_disk.Hashes, Stored(_options));
        Assert.Contains(" 0 objects copied", " " + await Tauric(_options, up));
        Assert.Contains("\"computed\":0", await Tauric(
            _options, "run", "corpus", "--root", root, "--input", _disk.Input, "--json"));

        using ScratchFolder other = new();
        Assert.Contains("0 were there already", await Tauric(_options,
            "store", "sync", "--from", "s3", "--to", "local", "--root", other.Path));
        Assert.Equal(_disk.Hashes, CorpusRoot.HashesOf(other.Path));
    }

    [Fact]
    public async Task A_store_that_is_not_configured_not_there_or_another_s_is_told()
    {
        string root = _folder.Below("none");
        string[] run = ["run", "corpus", "--root", root, "--input", _disk.Input];
        (string, string)[] backend = [("STORAGE_BACKEND", "s3")];
        using (CapturedTerminal captured = new(backend))
        {
            Assert.Equal(3, await captured.Run(run));
            foreach (string variable in (string[])["S3_BUCKET", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
                Assert.Contains(variable, captured.Error, StringComparison.Ordinal);
        }

        using (CapturedTerminal captured = new(Variables(_options with { Bucket = "no-such-bucket" })))
        {
            Assert.Equal(CommandLine.Resource, await captured.Run(run));
            Assert.Contains("no such bucket", captured.Error, StringComparison.Ordinal);
        }

        using (var store = new S3Store(_options)) store.Claim("another");
        using (CapturedTerminal captured = new(Variables(_options)))
        {
            Assert.Equal(CommandLine.Usage, await captured.Run(run));
            Assert.Contains("belongs to another data root", captured.Error, StringComparison.Ordinal);
            Assert.Equal(CommandLine.Usage, await captured.Run("store", "sync", "--from", "s3", "--to", "tape"));
            Assert.Equal(CommandLine.Usage, await captured.Run("store", "sync", "--from", "s3", "--to", "s3"));
        }
    }

    private static bool BeginsRequest(ReadOnlySpan<byte> sent) => sent.StartsWith("PUT /"u8)
        || sent.StartsWith("GET /"u8) || sent.StartsWith("HEAD /"u8) || sent.StartsWith("DELETE /"u8);

    private static Relaying Reply(int status) => Relaying.Reply(
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status} As told\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

    /// <summary>SHA-256 by key, logs left out.</summary>
    private static SortedDictionary<string, string> Stored(S3Options options)
    {
        using var store = new S3Store(options);
        return new(store.List("").Where(key => !key.StartsWith("logs/", StringComparison.Ordinal))
            .ToDictionary(key => key, key => Hash256.Of(store.Load(key)).ToString()), StringComparer.Ordinal);
    }

    /// <param name="options">Null for the local disk.</param>
    private static async Task<string> Tauric(S3Options? options, params string[] args)
    {
        using CapturedTerminal captured = new(options is null ? s_settings : Variables(options));
        int exitCode = await captured.Run(args);
        Assert.True(exitCode == CommandLine.Done, captured.Out + captured.Error);
        if (options is not null)
            Assert.DoesNotContain(options.SecretKey, captured.Out + captured.Error, StringComparison.Ordinal);
        return captured.Out;
    }

    private static (string, string)[] Variables(S3Options options) =>
        [.. s_settings, .. RadosGateway.Variables(options)];

    /// <summary>A small corpus on disk, made once, and not changed.</summary>
    public sealed class CorpusOnDisk : IAsyncLifetime
    {
        private readonly ScratchFolder _folder = new();

        internal string Input => _folder.Below("input");

        internal string Root => _folder.Below("disk");

        internal SortedDictionary<string, string> Hashes { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            SampleGenerator.Write(Input,
                new SampleOptions(3, new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 8), ["AAPL"])
                {
                    NewsScale = .3,
                    PriceLookback = 100,
                });
            await Tauric(null, "run", "corpus", "--root", Root, "--input", Input);
            Hashes = CorpusRoot.HashesOf(Root);
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
