using Tauric.Adapters.Caches;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Contracts;

namespace Tauric.Adapters.Tests.Caches;

public sealed class MemoryCacheTests : CacheContract
{
    [Fact]
    public void When_it_is_full_the_first_to_expire_goes()
    {
        var cache = new MemoryCache(new HandClock(), entriesMax: 2);
        cache.Set("long", [1], TimeSpan.FromHours(2));
        cache.Set("short", [2], TimeSpan.FromHours(1));
        cache.Set("new", [3], TimeSpan.FromHours(3));
        cache.Set("new", [4], TimeSpan.FromHours(3));
        Assert.Null(cache.Get("short"));
        Assert.Equal<byte>([1], cache.Get("long")!);
        Assert.Equal<byte>([4], cache.Get("new")!);
    }

    protected override ICache Create(TimeProvider clock) => new MemoryCache(clock);
}
