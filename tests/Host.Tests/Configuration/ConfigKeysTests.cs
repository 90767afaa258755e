using Tauric.Host.Configuration;

namespace Tauric.Host.Tests.Configuration;

public sealed class ConfigKeysTests
{
    [Fact]
    public void Paths_and_variables_are_distinct()
    {
        Assert.Distinct(ConfigKeys.All.Select(k => k.Path));
        Assert.Distinct(ConfigKeys.All.Select(k => k.Variable)
            .Concat(ConfigKeys.All.Select(k => k.OtherVariable).OfType<string>()));
    }

    [Fact]
    public void Defaults_hold_every_key_once_in_the_order_of_the_table() =>
        Assert.Equal(ConfigKeys.All, YamlLayer.Embedded("defaults.yaml").Settings.Select(s => s.Key));

    [Theory]
    [InlineData("pipeline.token_buget", "pipeline.token_budget")]
    [InlineData("token_budget", "pipeline.token_budget")]
    [InlineData("dataroot", "data_root")]
    public void An_unknown_key_is_answered_with_the_one_meant(string path, string meant) =>
        Assert.Contains($"did you mean {meant}?", ConfigKeys.Unknown(path));

    [Theory]
    [InlineData("512MB", 512L << 20)]
    [InlineData("1.5 gb", 3L << 29)]
    [InlineData("65536KB", 64L << 20)]
    public void Memory_is_in_powers_of_1024(string text, long bytes) =>
        Assert.Equal(bytes, ConfigTypes.Memory.Parse(text));

    [Theory]
    [InlineData("2")]
    [InlineData("1MB")]
    [InlineData("-2GB")]
    [InlineData("infGB")]
    [InlineData("1e9GB")]
    [InlineData("GB")]
    public void Other_sizes_are_refused(string text) =>
        Assert.Throws<FormatException>(() => ConfigTypes.Memory.Parse(text));
}
