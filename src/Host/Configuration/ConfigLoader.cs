using Tauric.Engine;

namespace Tauric.Host.Configuration;

/// <summary>What the command line says about the configuration.</summary>
/// <param name="Environment"><c>dev</c>, <c>staging</c>, <c>prod</c> or null for none.</param>
/// <param name="File">A configuration file of the user's, or null.</param>
internal sealed record ConfigRequest(string? Environment, string? File, IReadOnlyList<ConfigSetting> Options)
{
    /// <summary>A file of secrets and of nothing else, or null.</summary>
    public string? Secrets { get; init; }
}

/// <summary>
/// Layers the configuration: <c>defaults.yaml</c>, the environment's file, the user's file, that of secrets,
/// environment variables, the command line; the later wins. Everything wrong is told at once.
/// </summary>
internal static class ConfigLoader
{
    public static readonly IReadOnlyList<string> Environments = ["dev", "staging", "prod"];

    /// <summary>The first layer: asked for early, it is read while the command line is.</summary>
    public static readonly Lazy<YamlLayer> Defaults = new(() => YamlLayer.Embedded("defaults.yaml"));

    /// <exception cref="PlanException">Lists every problem with its key, value, origin and what is allowed.</exception>
    /// <exception cref="UsageException">The same, when only the command line is to blame.</exception>
    public static TauricConfig Load(ConfigRequest request, Terminal terminal)
    {
        List<ConfigSetting> settings = [];
        List<ConfigProblem> problems = [];
        foreach (YamlLayer layer in Files(request, terminal))
        {
            settings.AddRange(layer.Settings);
            problems.AddRange(layer.Problems);
        }

        var variables = VariableLayer.Read(terminal.Variables);
        settings.AddRange(variables.Settings);
        problems.AddRange(variables.Problems);
        settings.AddRange(request.Options);

        TauricConfig config = Apply(settings, problems);
        if (problems.Count > 0) throw Refusal(problems);
        return config with
        {
            DataRoot = Path.GetFullPath(config.DataRoot, terminal.Folder),
            BackupFolder = config.BackupFolder.Length == 0
                ? "" : Path.GetFullPath(config.BackupFolder, terminal.Folder),
        };
    }

    private static IEnumerable<YamlLayer> Files(ConfigRequest request, Terminal terminal)
    {
        yield return Defaults.Value;
        string? environment = request.Environment ?? terminal.Variable(VariableLayer.EnvironmentVariable);
        if (environment is not null)
        {
            if (!Environments.Contains(environment))
                throw new UsageException(
                    $"There is no environment '{environment}'; there are {string.Join(", ", Environments)}.");
            yield return YamlLayer.Embedded(environment + ".yaml");
        }

        if (request.File is not null) yield return YamlLayer.File(Path.GetFullPath(request.File, terminal.Folder));
        if ((request.Secrets ?? terminal.Variable(VariableLayer.SecretsVariable)) is { } secrets)
            yield return Secrets(Path.GetFullPath(secrets, terminal.Folder));
    }

    /// <summary>What is not secret does not belong there: it would hide among what is not shown.</summary>
    private static YamlLayer Secrets(string path)
    {
        YamlLayer layer = YamlLayer.File(path);
        return layer.Settings.FirstOrDefault(setting => !setting.Key.IsSecret) is { } open
            ? throw new PlanException($"{open.Key.Path} is no secret; set it elsewhere ({open.Origin}).")
            : layer;
    }

    private static TauricConfig Apply(List<ConfigSetting> settings, List<ConfigProblem> problems)
    {
        var config = new TauricConfig();
        var winners = new List<ConfigSetting>();
        foreach (ConfigKey key in ConfigKeys.All)
        {
            ConfigSetting winner = settings.FindLast(s => s.Key == key)
                ?? throw new BugException($"{key.Path} has no default.");
            winners.Add(winner);
            try
            {
                config = key.Apply(config, winner.Text);
            }
            catch (FormatException e)
            {
                problems.Add(
                    new ConfigProblem($"{key.Path}: '{winner.Shown}' {e.Message}", winner.Origin, winner.IsOption));
            }
        }

        foreach (string problem in config.Corpus.Problems().Concat(config.Writer.Problems())
            .Concat(config.Embedding.Problems()).Concat(config.Sentiment.Problems())
            .Concat(config.Stories.Problems()).Concat(config.Decisions.Problems()).Concat(config.Topics.Problems())
            .Concat(config.Catalog.Problems()).Concat(config.StorageProblems()))
        {
            ConfigSetting blamed = winners.Find(w => w.Key.Path == problem.Split(':')[0])
                ?? throw new BugException($"'{problem}' names no key.");
            problems.Add(new ConfigProblem(problem, blamed.Origin, blamed.IsOption));
        }

        return config with { Settings = winners };
    }

    private static TauricException Refusal(List<ConfigProblem> problems)
    {
        string message = problems.Count == 1
            ? problems[0].ToString()
            : $"{problems.Count} settings are wrong:" + string.Concat(problems.Select(p => "\n  " + p));
        return problems.TrueForAll(p => p.IsOption) ? new UsageException(message) : new PlanException(message);
    }
}
