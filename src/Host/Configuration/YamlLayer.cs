using System.Reflection;
using Tauric.Engine;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Tauric.Host.Configuration;

/// <summary>Settings of one YAML text. Sections nest; a list is the same as its items joined by commas.</summary>
internal sealed class YamlLayer
{
    private const int FileBytesMax = 1 << 20;
    private const int DepthMax = 16;

    private readonly string _name;
    private readonly List<ConfigSetting> _settings = [];
    private readonly List<ConfigProblem> _problems = [];

    private YamlLayer(string name) => _name = name;

    public IReadOnlyList<ConfigSetting> Settings => _settings;

    public IReadOnlyList<ConfigProblem> Problems => _problems;

    /// <summary>A file of <c>config/</c>, which travels inside the program.</summary>
    public static YamlLayer Embedded(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("config/" + file)
            ?? throw new BugException($"config/{file} is not embedded.");
        using var reader = new StreamReader(stream);
        return Parse(file, reader.ReadToEnd());
    }

    /// <exception cref="UsageException">There is no such file.</exception>
    public static YamlLayer File(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new UsageException($"There is no configuration file '{path}' (option --config).");
        if (file.Length > FileBytesMax)
            throw new UsageException($"'{path}' has {file.Length} bytes: not a configuration file.");
        try
        {
            return Parse(path, System.IO.File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException($"Cannot read configuration file '{path}': {e.Message}", e);
        }
    }

    public static YamlLayer Parse(string name, string text)
    {
        var layer = new YamlLayer(name);
        try
        {
            CheckShape(text);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents.Count > 1) layer.Refuse("one YAML document, please", yaml.Documents[1].RootNode);
            else if (yaml.Documents.Count == 1) layer.AddRoot(yaml.Documents[0].RootNode);
        }
        catch (YamlException e)
        {
            layer._problems.Add(new ConfigProblem($"not YAML: {e.Message}", $"{name}:{e.Start.Line}"));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // What the parser itself did not foresee.
            layer._problems.Add(new ConfigProblem($"not YAML: {e.Message}", name));
        }

        return layer;
    }

    /// <summary>
    /// The document is read recursively: what is nested too deeply, or contains itself, must not come so far.
    /// </summary>
    internal static void CheckShape(string text)
    {
        var events = new Parser(new StringReader(text));
        for (int depth = 0; events.MoveNext(); depth += events.Current!.NestingIncrease)
        {
            string? refused = depth > DepthMax ? "nested too deeply"
                : events.Current is AnchorAlias ? "aliases are not read, write it out"
                : null;
            if (refused is not null) throw new YamlException(events.Current!.Start, events.Current.End, refused);
        }
    }

    private void AddRoot(YamlNode root)
    {
        if (root is YamlMappingNode sections) AddSection("", sections);
        else if (root is not YamlScalarNode { Value: null or "" }) Refuse("want 'key: value' lines", root);
    }

    private void AddSection(string prefix, YamlMappingNode section)
    {
        foreach ((YamlNode name, YamlNode value) in section.Children)
        {
            string path = prefix + ((name as YamlScalarNode)?.Value ?? "?");
            if (ConfigKeys.Find(path) is { } key) AddValue(key, value);
            else if (!ConfigKeys.IsSection(path)) Refuse(ConfigKeys.Unknown(path), name);
            else if (value is YamlMappingNode inner) AddSection(path + ".", inner);
            else if (value is not YamlScalarNode { Value: null or "" })
                Refuse($"{path}: is a section, give keys below it", name);
        }
    }

    private void AddValue(ConfigKey key, YamlNode value)
    {
        string? text = value switch
        {
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "~" or "null" } => "",
            YamlScalarNode scalar => scalar.Value ?? "",
            YamlSequenceNode items when items.All(i => i is YamlScalarNode) =>
                string.Join(",", items.Select(i => ((YamlScalarNode)i).Value)),
            _ => null,
        };
        if (text is null) Refuse($"{key.Path}: wants {key.Allowed}", value);
        else _settings.Add(new ConfigSetting(key, text, $"{_name}:{value.Start.Line}"));
    }

    private void Refuse(string message, YamlNode at) =>
        _problems.Add(new ConfigProblem(message, $"{_name}:{at.Start.Line}"));
}
