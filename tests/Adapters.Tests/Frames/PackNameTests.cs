using Tauric.Adapters.Frames;

namespace Tauric.Adapters.Tests.Frames;

public sealed class PackNameTests
{
    [Theory]
    [InlineData("frames/prices_1min/2025-03-14.0123456789abcdef.pack", "frames/prices_1min/2025-03-14")]
    [InlineData("frames/sets/frequency=1min/2025-03-14.7.pack", "frames/sets/frequency=1min/2025-03-14")]
    [InlineData("frames/prices_1min/2025-03-14.pack", null)]
    [InlineData("frames/prices_1min/2025-03-14.latest.pack", null)]
    [InlineData("frames/packs/0123456789abcdef0123456789abcdef.pack", null)]
    [InlineData("frames/v1.2/0123456789abcdef.pack", null)]
    [InlineData("frames/prices_1min/2025-03-14.0123456789abcdef.parquet", null)]
    [InlineData("frames/.0123.pack", null)]
    [InlineData("frames/2025-03-14..pack", null)]
    public void A_key_that_its_bytes_name_has_a_name_without_them(string key, string? name) =>
        Assert.Equal(name, PackName.Of(key));
}
