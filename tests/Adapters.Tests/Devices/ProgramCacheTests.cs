using Tauric.Adapters.Devices;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Devices;

public sealed class ProgramCacheTests : IDisposable
{
    private static readonly DeviceTraits Traits = new("card", "driver 1", true, true, 1 << 30, 1 << 28, false, 256);

    private readonly TempFolder _folder = new();

    [Fact]
    public void What_was_saved_is_loaded_and_the_last_one_wins()
    {
        var cache = new ProgramCache(_folder["not/there/yet"]);
        Assert.Null(cache.Load("key"));
        cache.Save("key", "first"u8);
        cache.Save("key", "second"u8);
        Assert.Equal("second"u8.ToArray(), cache.Load("key"));
        Assert.Equal(["key.bin"], Directory.GetFiles(_folder["not/there/yet"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_damaged_entry_is_none()
    {
        var cache = new ProgramCache(_folder.Path);
        cache.Save("key", "a program"u8);
        byte[] entry = File.ReadAllBytes(_folder["key.bin"]);
        for (int length = 0; length < entry.Length; length++)
        {
            _folder.Write("key.bin", entry.AsSpan(0, length));
            Assert.Null(cache.Load("key"));
        }

        for (int at = 0; at < entry.Length; at++)
        {
            byte[] flipped = [.. entry];
            flipped[at] ^= 4;
            _folder.Write("key.bin", flipped);
            Assert.Null(cache.Load("key"));
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_keeps_nothing_and_stops_nobody()
    {
        _folder.Write("file", "not a folder"u8);
        var cache = new ProgramCache(_folder["file"]);
        cache.Save("key", "a program"u8);
        Assert.Null(cache.Load("key"));
    }

    [Fact]
    public void The_key_changes_with_source_options_device_and_driver_and_not_with_the_name()
    {
        var source = new KernelSource("a.cl", "text");
        string[] keys =
        [
            ProgramCache.Key(source, "-x", Traits),
            ProgramCache.Key(source with { Text = "texT" }, "-x", Traits),
            ProgramCache.Key(source, "-y", Traits),
            ProgramCache.Key(source, "-x", Traits with { Name = "other card" }),
            ProgramCache.Key(source, "-x", Traits with { Driver = "driver 2" }),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], ProgramCache.Key(source with { Name = "b.cl" }, "-x", Traits));
    }

    public void Dispose() => _folder.Dispose();
}
