using System.CommandLine;
using System.CommandLine.Parsing;
using Tauric.Engine;
using Tauric.Host.Configuration;

namespace Tauric.Host.Commands;

/// <summary>The options of a command that are settings: each stands for a key, which says what is allowed.</summary>
internal sealed class ConfigOptions
{
    private readonly Option<string?> _file =
        new("--config") { Description = "A YAML file of settings.", HelpName = "FILE" };
    private readonly Option<string?> _environment =
        new("--env") { Description = "Settings of dev, staging or prod.", HelpName = "ENV" };
    private readonly Option<string?> _secrets =
        new("--secrets") { Description = "A YAML file of keys, kept apart.", HelpName = "FILE" };
    private readonly List<(Option<string?> Option, Func<string, IEnumerable<(string Path, string Text)>> Means)>
        _settings = [];

    /// <summary>Adds <c>--config</c>, <c>--secrets</c>, <c>--env</c> and <c>--root</c>.</summary>
    public ConfigOptions(Command command)
    {
        Add(command, "--root", "DIR", "data_root");
        command.Add(_file);
        command.Add(_secrets);
        command.Add(_environment);
    }

    public ConfigOptions Add(Command command, string name, string value, string path) =>
        Add(command, name, value, KeyOf(path).Description, text => [(path, text)]);

    /// <summary>An option that stands for several settings.</summary>
    public ConfigOptions Add(Command command, string name, string value, string description,
        Func<string, IEnumerable<(string Path, string Text)>> means)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = value };
        command.Add(option);
        _settings.Add((option, means));
        return this;
    }

    public TauricConfig Load(ParseResult parsed, Terminal terminal)
    {
        List<ConfigSetting> given = [];
        foreach ((Option<string?> option, Func<string, IEnumerable<(string, string)>> means) in _settings)
            foreach ((string path, string text) in parsed.GetValue(option) is { } value ? means(value) : [])
                given.Add(new ConfigSetting(KeyOf(path), text, $"option {option.Name}") { IsOption = true });
        var request = new ConfigRequest(parsed.GetValue(_environment), parsed.GetValue(_file), given)
        {
            Secrets = parsed.GetValue(_secrets),
        };
        return ConfigLoader.Load(request, terminal);
    }

    private static ConfigKey KeyOf(string path) =>
        ConfigKeys.Find(path) ?? throw new BugException($"There is no key {path}.");
}
