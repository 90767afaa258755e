using Tauric.Engine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tauric.Host.Configuration;

/// <summary>A YAML file with one list of named items: what is wrong is told with file, line and item.</summary>
/// <param name="File">For messages.</param>
/// <param name="Kind">Of an item, e.g. <c>pattern</c>; the list is called by its plural.</param>
/// <param name="Item">Name of the item being read; empty before it is known.</param>
internal readonly record struct YamlItems(string File, string Kind, string Item = "")
{
    /// <param name="setting">Configuration key that named the file.</param>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static string TextOf(string path, string kind, string setting)
    {
        if (!System.IO.File.Exists(path)) throw new UsageException($"There is no {kind} file '{path}' ({setting}).");
        try
        {
            return System.IO.File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException($"Cannot read {kind} file '{path}': {e.Message}", e);
        }
    }

    /// <summary>The items of the list.</summary>
    /// <exception cref="PlanException">It is no such file.</exception>
    public IReadOnlyList<YamlNode> Of(string text)
    {
        try
        {
            YamlLayer.CheckShape(text);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            YamlNode root = yaml.Documents.Count == 1 ? yaml.Documents[0].RootNode : new YamlScalarNode();
            string list = Kind + "s";
            return [.. List(Find(Mapping(root, list), list) ?? root, list)];
        }
        catch (YamlException e)
        {
            throw new PlanException($"{File}:{e.Start.Line}: not YAML: {e.Message}");
        }
    }

    public PlanException At(YamlNode node, string problem) => new(
        $"{File}:{node.Start.Line}: {(Item.Length == 0 ? "" : $"{Kind} '{Item}': ")}{problem}");

    /// <summary>Small letters, digits and _.</summary>
    public string NameOf(YamlMappingNode fields)
    {
        string name = (Find(fields, "name") as YamlScalarNode)?.Value ?? "";
        return name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? name
            : throw (this with { Item = name }).At(fields, "a name has small letters, digits and _");
    }

    public YamlMappingNode Mapping(YamlNode node, params string[] keys)
    {
        if (node is not YamlMappingNode mapping) throw At(node, $"want {string.Join(", ", keys)}");
        foreach (YamlNode key in mapping.Children.Keys)
            if (key is not YamlScalarNode { Value: { } name } || !keys.Contains(name))
                throw At(key, $"'{key}' is unknown; there are {string.Join(", ", keys)}");
        return mapping;
    }

    public YamlSequenceNode List(YamlNode node, string what) =>
        node as YamlSequenceNode ?? throw At(node, $"{what}: want a list");

    public string? Text(YamlMappingNode fields, string key) => Find(fields, key) switch
    {
        null => null,
        YamlScalarNode { Value: { } text } => text,
        YamlNode other => throw At(other, $"{key}: want one value"),
    };

    public double Number(YamlMappingNode fields, string key, string otherwise)
    {
        string text = Text(fields, key) ?? otherwise;
        return double.TryParse(text, System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture, out double number)
            ? number : throw At(fields[key], $"{key} '{text}' is no number");
    }

    public static YamlNode? Find(YamlMappingNode fields, string key) =>
        fields.Children.TryGetValue(key, out YamlNode? node) ? node : null;
}
