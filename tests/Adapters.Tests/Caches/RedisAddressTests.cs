using Tauric.Adapters.Caches;

namespace Tauric.Adapters.Tests.Caches;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis://localhost", "localhost", 6379, "", "", 0)]
    [InlineData("redis://:p%40ss@h:7000/3", "h", 7000, "", "p@ss", 3)]
    [InlineData("redis://me:hunter2@10.0.0.1:6380/", "10.0.0.1", 6380, "me", "hunter2", 0)]
    public void An_address_is_read_and_shown_without_its_password(
        string text, string host, int port, string user, string password, int database)
    {
        RedisAddress address = RedisAddress.Parse(text)!;
        Assert.Equal(new RedisAddress(host, port, user, password, database), address);
        Assert.Equal($"redis://{host}:{port}/{database}", address.ToString());
    }

    [Theory]
    [InlineData("localhost:6379")]
    [InlineData("http://localhost")]
    [InlineData("rediss://localhost")]
    [InlineData("redis://")]
    [InlineData("redis://h/x")]
    [InlineData("redis://h/0?timeout=1")]
    public void What_is_no_such_address_is_refused(string text) => Assert.Null(RedisAddress.Parse(text));
}
