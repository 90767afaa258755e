using System.Net;
using System.Net.Sockets;
using Tauric.Adapters.Caches;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Contracts;

namespace Tauric.Adapters.Tests.Caches;

public sealed class RedisCacheTests(RedisServer server) : CacheContract, IClassFixture<RedisServer>, IDisposable
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly List<RedisCache> _open = [];
    private readonly List<string> _warnings = [];

    public void Dispose() => _open.ForEach(cache => cache.Dispose());

    protected override ICache Create(TimeProvider clock) => Open(server.Empty(), clock);

    [Fact]
    public void Two_who_use_one_Redis_see_what_the_other_set()
    {
        RedisAddress address = server.Empty();
        ICache one = Open(address), other = Open(address);
        one.Set("a", "x"u8, s_minute);
        Assert.Equal("x"u8, other.Get("a")!);
        other.Remove("a");
        Assert.Null(one.Get("a"));
    }

    [Fact]
    public async Task Redis_itself_drops_what_has_expired()
    {
        RedisAddress address = server.Empty();
        Open(address).Set("a", "x"u8, TimeSpan.FromMilliseconds(30));
        using RespConnection redis = RespConnection.Open(address, s_minute);
        for (int look = 0; redis.Ask(RespConnection.Word("DBSIZE"))!.AsSpan() is not [(byte)'0']; look++)
        {
            Assert.True(look < 1000);
            redis.Ask(RespConnection.Word("EXISTS"), RespConnection.Word("tauric:a"));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Any_bytes_of_any_length_come_back()
    {
        ICache cache = Open(server.Empty());
        foreach (int length in (int[])[0, 1, 100_000, 3_000_000])
        {
            byte[] value = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
            cache.Set("k\r\n$5 ü", value, s_minute);
            Assert.Equal(value, cache.Get("k\r\n$5 ü"));
        }
    }

    [Fact]
    public async Task A_Redis_that_is_killed_is_an_empty_one_told_once_and_used_again_when_it_is_back()
    {
        RedisAddress address = server.Empty();
        ICache cache = Open(address);
        cache.Set("a", "x"u8, s_minute);
        server.Stop();
        try
        {
            for (int i = 0; i < 20; i++)
            {
                Assert.Null(cache.Get("a"));
                cache.Set("a", "y"u8, s_minute);
                cache.Remove("b");
            }

            Assert.Contains($"127.0.0.1:{address.Port}", Assert.Single(_warnings), StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", _warnings[0], StringComparison.Ordinal);
        }
        finally
        {
            server.Start();
        }

        for (int look = 0; cache.Get("a") is null; look++)
        {
            Assert.True(look < 1000);
            cache.Set("a", "z"u8, s_minute);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal("z"u8, cache.Get("a")!);
        Assert.Single(_warnings);
    }

    [Fact]
    public async Task What_a_lost_write_was_to_replace_is_not_given_out()
    {
        RedisAddress address = server.Empty();
        bool isCut = false;
        using var relay = new Relay(address.Port, _ => isCut ? Relaying.Cut : Relaying.Pass);
        ICache cache = Open(address with { Port = relay.Port }), other = Open(address);
        cache.Set("a", "old"u8, s_minute);
        isCut = true;
        cache.Set("a", "new"u8, s_minute);
        isCut = false;
        for (int look = 0; cache.Get("b") is null; look++)
        {
            Assert.True(look < 1000);
            other.Set("b", "x"u8, s_minute);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Null(cache.Get("a"));
    }

    [Theory]
    [InlineData("$7\r\nshort\r\n")]
    [InlineData("$999999999999\r\n")]
    [InlineData("$-2\r\n")]
    [InlineData("$9999999\r\nx")]
    [InlineData("?what\r\n")]
    [InlineData("\r\n")]
    [InlineData("*1\r\n$1\r\nx\r\n")]
    [InlineData("-NOAUTH Authentication required.\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("")]
    public async Task What_is_no_answer_is_a_miss(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Task.Run(() =>
        {
            using TcpClient client = listener.AcceptTcpClient();
            client.GetStream().ReadExactly(new byte[10]);
            client.GetStream().Write(RespConnection.Word(answer));
        }, TestContext.Current.CancellationToken);
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Null(Open(new RedisAddress("127.0.0.1", port, "", "", 0)).Get("a"));
        Assert.Single(_warnings);
        await serving;
    }

    [Fact]
    public void A_Redis_that_is_full_still_gives_out_what_it_has_and_is_told_of_once()
    {
        RedisAddress address = server.Empty();
        ICache cache = Open(address);
        using RespConnection redis = RespConnection.Open(address, s_minute);
        cache.Set("a", "x"u8, s_minute);
        redis.Ask([.. "CONFIG SET maxmemory 1".Split(' ').Select(RespConnection.Word)]);
        try
        {
            for (int i = 0; i < 3; i++) cache.Set("b", "y"u8, s_minute);
            Assert.Contains("OOM", Assert.Single(_warnings), StringComparison.Ordinal);
            Assert.Equal("x"u8, Open(address).Get("a")!);
        }
        finally
        {
            redis.Ask([.. "CONFIG SET maxmemory 0".Split(' ').Select(RespConnection.Word)]);
        }
    }

    [Fact]
    public void A_wrong_password_is_told_without_it()
    {
        Assert.Null(Open(server.Empty() with { Password = "wrong-hunter2" }).Get("a"));
        Assert.Contains("WRONGPASS", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _warnings[0], StringComparison.Ordinal);
    }

    private RedisCache Open(RedisAddress address, TimeProvider? clock = null)
    {
        var cache = new RedisCache(address, clock ?? TimeProvider.System, _warnings.Add, s_minute);
        _open.Add(cache);
        return cache;
    }
}
