using Tauric.Adapters.Log;

namespace Tauric.Adapters.Tests.Log;

public sealed class Crc32CTests
{
    /// <summary>RFC 3720, appendix B.4, and the check value of the catalogue of CRC algorithms.</summary>
    [Fact]
    public void Gives_the_published_values()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        byte[] ones = new byte[32];
        Array.Fill(ones, (byte)0xFF);
        Assert.Equal(0x62A8AB43u, Crc32C.Of(ones));
        Assert.Equal(0x46DD794Eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
    }
}
