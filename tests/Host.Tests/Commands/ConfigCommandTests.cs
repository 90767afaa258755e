using System.Text.Json;
using Tauric.Host.Configuration;

namespace Tauric.Host.Tests.Commands;

public sealed class ConfigCommandTests
{
    [Fact]
    public async Task Show_prints_every_key_its_value_and_its_origin()
    {
        using var captured = new CapturedTerminal(("TAURIC_PIPELINE_SEED", "77"));
        Assert.Equal(0, await captured.Run("config", "show", "--root", "here"));
        string[] lines = captured.Out.TrimEnd().Split('\n');
        Assert.Equal(ConfigKeys.All.Count + 1, lines.Length);
        Assert.Contains(lines, l => Cells(l) is ["data_root", "here", "option --root"]);
        Assert.Contains(lines, l => Cells(l) is ["pipeline.seed", "77", "variable TAURIC_PIPELINE_SEED"]);
    }

    [Fact]
    public async Task Show_prints_JSON_for_programs()
    {
        using var captured = new CapturedTerminal();
        Assert.Equal(0, await captured.Run("config", "show", "--json", "--env", "prod"));
        string[] paths = [.. captured.Out.TrimEnd().Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString()!)];
        Assert.Equal(ConfigKeys.All.Select(k => k.Path), paths);
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    public async Task Secrets_are_never_shown(params string[] options)
    {
        const string Secret = "hunter2";
        string keys = string.Join("\n", ConfigKeys.All.Select(k => k.Path.Split('.')).Where(p => p[0] == "api_keys")
            .Select(p => $"  {p[1]}: {Secret}"));
        using var captured = new CapturedTerminal();
        string file = captured.Write("keys.yaml", "api_keys:\n" + keys);
        Assert.Equal(0, await captured.Run(["config", "show", "--config", file, .. options]));
        Assert.DoesNotContain(Secret, captured.Out);
        Assert.Equal(8, captured.Out.Split('\n').Count(l => l.Contains("***", StringComparison.Ordinal)));
    }

    [Fact]
    public void Secrets_do_not_reach_the_run_log()
    {
        using var captured = new CapturedTerminal(("TAURIC_API_KEYS_FRED", "hunter2"));
        TauricConfig config = ConfigLoader.Load(new ConfigRequest(null, null, []), captured.Terminal);
        Assert.Equal("hunter2", config.ApiKeys["fred"]);
        Assert.DoesNotContain("hunter2", RunIdentities.Of(config).ParametersJson);
        Assert.Contains("variable TAURIC_API_KEYS_FRED", RunIdentities.Of(config).ParametersJson);
    }

    private static string[] Cells(string line) => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
}
