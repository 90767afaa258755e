using Tauric.Adapters.Storage;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Storage;

public sealed class StorageRoomTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_quota_is_kept_to_the_byte_by_every_store_and_what_goes_makes_room()
    {
        var limits = new StorageLimits(QuotaBytes: 10_000, FreeBytesMin: null);
        var store = new LocalStore(_folder["root"], limits);
        int written = 0;
        ResourceException? error = null;
        while (error is null)
            error = (ResourceException?)Record.Exception(() => Put(store, $"o{written++}", 100));
        Assert.Equal(101, written);
        Assert.Matches(
            "may hold 10,000 bytes .storage.quota. and holds 10,000.*run the same command again", error.Message);
        Assert.Equal(100, store.List("").Count());
        Assert.Empty(Directory.GetFiles(_folder["root/.staging"]));
        Assert.Throws<ResourceException>(() => Put(new LocalStore(_folder["root"], limits), "more", 1));
        store.Delete("o7");
        Put(store, "again", 100);
        Assert.Throws<ResourceException>(() => Put(store, "more", 1));
        Put(new LocalStore(_folder["root"], limits with { QuotaBytes = 20_000 }), "more", 1);
    }

    [Fact]
    public void Files_that_others_put_into_the_root_count()
    {
        var store = new LocalStore(_folder["root"], new StorageLimits(10_000, null));
        _folder.Write("root/catalog.duckdb", new byte[9_000]);
        Put(store, "fits", 1_000);
        Assert.Throws<ResourceException>(() => Put(store, "not", 1));
    }

    [Fact]
    public void Bytes_that_must_stay_free_stay_free()
    {
        Directory.CreateDirectory(_folder["small"]);
        using var mount = new Mount(_folder["small"], "4m");
        var store = new LocalStore(_folder["small"], new StorageLimits(null, FreeBytesMin: 1 << 20));
        int written = 0;
        Exception? error = null;
        for (; error is null; written++) error = Record.Exception(() => Put(store, $"o{written}", 1 << 16));
        Assert.Matches("must stay free on the disk.*storage.free_min", Assert.IsType<ResourceException>(error).Message);
        Assert.InRange(new DriveInfo(_folder["small"]).AvailableFreeSpace, 1 << 20, (1 << 20) + (1 << 17));
        Assert.Empty(Directory.GetFiles(_folder["small/.staging"]));
    }

    private static void Put(LocalStore store, string key, int bytes) =>
        store.Publish([store.Stage(key, new byte[bytes])]);
}
