using Tauric.Adapters.Models.Endpoint;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Models.Endpoint;

public sealed class EndpointOptionsTests
{
    [Theory]
    [InlineData("http://localhost:8080/v1", "http://localhost:8080/v1/")]
    [InlineData("https://example.com/v1/", "https://example.com/v1/")]
    public void An_address_ends_in_a_slash_however_it_was_given(string given, string address) =>
        Assert.Equal(address, new EndpointOptions(given, "m").Url.ToString());

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("ftp://x/v1")]
    [InlineData("http://user:hunter2@x/v1")]
    [InlineData("http://x/v1?key=hunter2")]
    public void An_address_that_is_none_or_holds_a_secret_is_refused_without_repeating_it(string url)
    {
        var refused = Assert.Throws<PlanException>(() => new EndpointOptions(url, "m"));
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hunter2\nX-Evil: 1")]
    [InlineData("hünter2")]
    public void A_key_no_header_can_carry_is_refused_without_repeating_it(string key) =>
        Assert.DoesNotContain("nter2", Assert.Throws<UsageException>(() => new ApiKey(key)).Message,
            StringComparison.Ordinal);
}
