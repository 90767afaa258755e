using Amazon.S3;
using Amazon.S3.Model;
using Tauric.Adapters.Storage;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Tests.Storage;

public sealed class S3StoreTests : ObjectStoreContract, IClassFixture<SharedGateway>, IDisposable
{
    private readonly S3Options _options;
    private readonly S3Store _store;

    public S3StoreTests(SharedGateway gateway)
    {
        _options = gateway.Empty();
        _store = new S3Store(_options);
    }

    protected override IObjectStore Store => _store;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Keys_lie_below_the_prefix_and_other_prefixes_are_not_seen()
    {
        Put("a/b", "x");
        using var whole = new S3Store(_options with { Prefix = "" });
        Assert.Equal("x"u8, whole.Load(_options.Prefix + "/a/b"));
        using var beside = new S3Store(_options with { Prefix = _options.Prefix + "2" });
        beside.Publish([beside.Stage("other", "y"u8)]);
        Assert.Equal(["a/b"], Store.List(""));
    }

    [Fact]
    public void The_same_bytes_put_again_keep_their_tag() => Assert.Equal(Put("a", "same"), Put("a", "same"));

    [Theory]
    [InlineData("a b+c&d=e%20f#g?h/ts=2024-01-01T00:00:00Z.parquet")]
    [InlineData("ünïcode/中文/\uD83D\uDE80'\"(*)~!@$,;^{}[]|<>")]
    public void Odd_keys_are_kept_as_they_are(string key)
    {
        Put(key, "x");
        Assert.Equal([key], Store.List(""));
        Assert.Equal("x"u8, Store.Load(key));
        Store.Delete(key);
        Assert.Null(Store.Stat(key));
    }

    [Fact]
    public void A_key_longer_than_S3_takes_is_refused_before_it_is_sent() => Assert.Contains("1024 bytes",
        Assert.Throws<UsageException>(() =>
            Store.Stage(string.Join('/', Enumerable.Repeat(new string('k', 199), 6)), [])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void More_keys_than_a_page_holds_are_all_listed()
    {
        Store.Publish([.. Enumerable.Range(0, 1_100).Select(i => Store.Stage($"p/{i:D4}", []))]);
        Assert.Equal(1_100, Store.List("p").Distinct().Count());
        Assert.Equal(1_100, Store.StatAll()!.Count);
    }

    [Fact]
    public void A_long_object_is_put_in_parts_and_read_whole_or_in_part()
    {
        using var store = new S3Store(_options with { PartBytes = 5 << 20 });
        byte[] bytes = Noise((11 << 20) + 7);
        ObjectStat stat = store.Publish([store.Stage("long", bytes)])[0];
        Assert.Equal(stat, store.Stat("long"));
        Assert.Equal(bytes, store.Load("long"));
        Assert.Equal(bytes[^9..], store.Load("long", bytes.Length - 9, 9));
        Assert.Equal(Hash256.Of(bytes), store.HashOf("long"));
    }

    [Fact]
    public void What_is_staged_beyond_the_memory_for_it_is_published_too()
    {
        using var store = new S3Store(_options with { StagedBytesMax = 100 });
        for (int round = 0; round < 2; round++)
        {
            byte[][] many = [.. Enumerable.Range(0, 20).Select(i => Noise(37 + i + round))];
            IStagedObject[] staged = [.. many.Select((bytes, i) => store.Stage($"s/{i}", bytes))];
            store.Publish(staged);
            Assert.All(many.Select((bytes, i) => (bytes, i)), o => Assert.Equal(o.bytes, store.Load($"s/{o.i}")));
        }
    }

    [Fact]
    public async Task Bytes_that_are_not_those_of_their_hash_are_refused_and_foreign_objects_are_read()
    {
        using AmazonS3Client client = _options.Connect();
        var put = new PutObjectRequest
        {
            BucketName = _options.Bucket,
            Key = _options.Prefix + "/damaged",
            ContentBody = "other bytes",
        };
        put.Metadata["sha256"] = Hash256.Of("bytes"u8).ToString();
        await client.PutObjectAsync(put, TestContext.Current.CancellationToken);
        Assert.Contains("not those that were put", Assert.Throws<DataException>(() =>
            Store.Load("damaged")).Message, StringComparison.Ordinal);

        put = new PutObjectRequest { BucketName = _options.Bucket, Key = _options.Prefix + "/f", ContentBody = "f" };
        await client.PutObjectAsync(put, TestContext.Current.CancellationToken);
        Assert.Equal("f"u8, Store.Load("f"));
        Assert.Equal(Hash256.Of("f"u8), Store.HashOf("f"));
    }

    [Fact]
    public void Wrong_keys_a_missing_bucket_and_a_store_that_is_not_there_are_told_without_secrets()
    {
        S3Options once = _options with { AttemptsMax = 1 };
        (S3Options Options, string Told)[] wrong =
        [
            (once with { SecretKey = "wrong-hunter2" }, "AWS_SECRET_ACCESS_KEY"),
            (once with { AccessKey = "nobody-hunter2" }, "AWS_ACCESS_KEY_ID"),
            (once with { Bucket = "no-such-bucket" }, "no such bucket"),
            (once with { Endpoint = "http://127.0.0.1:1" }, "S3_ENDPOINT"),
        ];
        foreach ((S3Options options, string told) in wrong)
        {
            string message = Assert.Throws<ResourceException>(() => new S3Store(options)).ToString();
            Assert.Contains(told, message, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_many_catalogs_that_claim_a_part_of_the_bucket_one_gets_it_and_keeps_it()
    {
        string[] names = [.. Enumerable.Range(0, 16).Select(i => $"catalog {i}")];
        var won = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.ForEach(names, name =>
        {
            try
            {
                _store.Claim(name);
                won.Add(name);
            }
            catch (UsageException)
            {
                // Another was first.
            }
        });
        string winner = Assert.Single(won);
        _store.Claim(winner);
        Assert.Contains(winner, Assert.Throws<UsageException>(() =>
            _store.Claim("late")).Message, StringComparison.Ordinal);
        Assert.Empty(Store.List(""));
        Assert.Throws<UsageException>(() => Store.Load(".owner"));
    }

    private static byte[] Noise(int length)
    {
        CounterRandom random = CounterRandom.For(1, "noise");
        return [.. Enumerable.Range(0, length).Select(_ => (byte)random.NextBits())];
    }
}
