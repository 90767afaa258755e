using Tauric.Host.Report;

namespace Tauric.Host.Tests.Report;

public sealed class AmountTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KB")]
    [InlineData(200L << 20, "200 MB")]
    [InlineData(long.MaxValue, "8388608 TB")]
    public void Bytes_are_in_powers_of_1024(long bytes, string text) => Assert.Equal(text, Amount.Bytes(bytes));

    [Theory]
    [InlineData(7, "0:07")]
    [InlineData(754, "12:34")]
    [InlineData(3_723, "1:02:03")]
    public void Durations_are_read_as_on_a_watch(int seconds, string text) =>
        Assert.Equal(text, Amount.Duration(TimeSpan.FromSeconds(seconds)));
}
