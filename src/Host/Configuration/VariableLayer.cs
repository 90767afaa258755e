namespace Tauric.Host.Configuration;

/// <summary>
/// Settings from environment variables. One rule: <c>TAURIC_</c> and the key in capitals, an underscore for every dot
/// (<c>TAURIC_PIPELINE_TOKEN_BUDGET</c>); a double underscore counts as one. An empty variable is not set.
/// </summary>
internal static class VariableLayer
{
    /// <summary>Not settings: which environment and shard, where secrets and the native libraries are.</summary>
    private static readonly string[] s_others =
        [EnvironmentVariable, SecretsVariable, ShardVariable, ShardCountVariable, "TAURIC_NATIVE_DIR"];

    /// <summary>Stands in for <c>--env</c>.</summary>
    public const string EnvironmentVariable = "TAURIC_ENV";

    /// <summary>Stands in for <c>--secrets</c>.</summary>
    public const string SecretsVariable = "TAURIC_SECRETS_FILE";

    /// <summary>Stands in for <c>--shard</c>, where all tasks of a job have one command.</summary>
    public const string ShardVariable = "TAURIC_SHARD";

    /// <summary>How many shards there are, where the engine that starts them does not tell.</summary>
    public const string ShardCountVariable = "TAURIC_SHARDS";

    public static (List<ConfigSetting> Settings, List<ConfigProblem> Problems) Read(
        IReadOnlyDictionary<string, string> variables)
    {
        List<ConfigSetting> settings = [];
        List<ConfigProblem> problems = [];
        foreach ((string name, string text) in variables.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (text.Length == 0 || s_others.Contains(name)) continue;
            string origin = "variable " + name;
            ConfigKey? key = Find(name);
            if (key is null)
            {
                if (name.StartsWith("TAURIC_", StringComparison.Ordinal))
                    problems.Add(new ConfigProblem(Unknown(name), origin));
                continue;
            }

            ConfigSetting? other = settings.Find(s => s.Key == key);
            if (other is not null && other.Text != text)
                problems.Add(new ConfigProblem($"{key.Path}: also given, differently, by {other.Origin}", origin));
            settings.Add(new ConfigSetting(key, text, origin));
        }

        return (settings, problems);
    }

    private static ConfigKey? Find(string name)
    {
        string single = name.Replace("__", "_", StringComparison.Ordinal);
        return ConfigKeys.All.FirstOrDefault(k => k.Variable == single || k.OtherVariable == name);
    }

    private static string Unknown(string name)
    {
        string rest = name["TAURIC_".Length..];
        var known = ConfigKeys.All.Select(k => k.Variable).Concat(s_others).Select(v => v["TAURIC_".Length..]).ToList();
        string? meant = known.Find(k => k.EndsWith("_" + rest, StringComparison.Ordinal))
            ?? Spelling.Closest(rest, known);
        return $"{name}: no setting has this variable; "
            + (meant is null ? "'tauric config show' lists the keys" : $"did you mean TAURIC_{meant}?");
    }
}
