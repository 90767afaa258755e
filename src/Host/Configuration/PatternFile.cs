using System.Globalization;
using Tauric.Engine;
using Tauric.Kernels.Patterns;
using Tauric.Pipelines.Stories.Fuzzy;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tauric.Host.Configuration;

/// <summary>Patterns of the user's, told besides the named ones.</summary>
/// <remarks>
/// A YAML file with a list <c>patterns</c>. Of each: <c>name</c> (small letters, digits, _), <c>tracks</c> (a series
/// and its movements, oldest segment first), and if wanted <c>norm</c> and <c>threshold</c>. A movement is a state from
/// −2 to 2, a run of states (<c>0..2</c>), or a word: drops_sharply, drops, quiet, steady, rises, rises_sharply.
/// </remarks>
/// <example>
/// <code>
/// patterns:
///   - name: climb_on_volume
///     tracks: { price: [rises, steady, rises], volume: [quiet, quiet, 0..2] }
///     threshold: 0.7
/// </code>
/// </example>
internal static class PatternFile
{
    private static readonly Dictionary<string, Movement> s_words = new(StringComparer.Ordinal)
    {
        ["drops_sharply"] = -2,
        ["drops"] = Movement.Drops,
        ["quiet"] = Movement.Quiet,
        ["steady"] = 0,
        ["rises"] = Movement.Rises,
        ["rises_sharply"] = 2,
    };

    /// <exception cref="UsageException">There is no such file.</exception>
    /// <exception cref="PlanException">What is wrong, with file, line and pattern.</exception>
    public static IReadOnlyList<Pattern> Load(string path)
    {
        if (!File.Exists(path)) throw new UsageException($"There is no pattern file '{path}' (fuzzy.pattern_file).");
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException($"Cannot read pattern file '{path}': {e.Message}", e);
        }
    }

    /// <inheritdoc cref="Load"/>
    public static IReadOnlyList<Pattern> Parse(string file, string text)
    {
        try
        {
            YamlLayer.CheckShape(text);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            YamlNode root = yaml.Documents.Count == 1 ? yaml.Documents[0].RootNode : new YamlScalarNode();
            Reject unlike = new(file, "");
            YamlMappingNode top = unlike.Mapping(root, "patterns");
            List<Pattern> patterns = [];
            foreach (YamlNode node in unlike.List(Find(top, "patterns") ?? root, "patterns"))
                patterns.Add(Read(file, node, patterns));
            return patterns;
        }
        catch (YamlException e)
        {
            throw new PlanException($"{file}:{e.Start.Line}: not YAML: {e.Message}");
        }
    }

    private static Pattern Read(string file, YamlNode node, List<Pattern> before)
    {
        YamlMappingNode fields = new Reject(file, "").Mapping(node, "name", "tracks", "norm", "threshold");
        string name = (Find(fields, "name") as YamlScalarNode)?.Value ?? "";
        var reject = new Reject(file, name);
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            throw reject.At(node, "a name has small letters, digits and _");
        if (NamedPatterns.All.Concat(before).Any(p => p.Name == name)) throw reject.At(node, "the name is taken");
        YamlNode tracks = Find(fields, "tracks") ?? throw reject.At(node, "tracks are missing");
        string norm = reject.Text(fields, "norm") ?? "minimum", limit = reject.Text(fields, "threshold") ?? "0.6";
        if (!double.TryParse(limit, NumberStyles.Float, CultureInfo.InvariantCulture, out double threshold))
            throw reject.At(fields["threshold"], $"threshold '{limit}' is no number");
        try
        {
            return new Pattern(name, [.. reject.Mapping(tracks, [.. FuzzyPatterns.Series]).Children
                .Select(track => Track(reject, track.Key, track.Value))], norm, threshold);
        }
        catch (PlanException e) when (!e.Message.StartsWith(file, StringComparison.Ordinal))
        {
            throw reject.At(node, e.Message);
        }
    }

    private static YamlNode? Find(YamlMappingNode fields, string key) =>
        fields.Children.TryGetValue(key, out YamlNode? node) ? node : null;

    private static Track Track(Reject reject, YamlNode series, YamlNode movements) =>
        new(((YamlScalarNode)series).Value!, [.. reject.List(movements, "movements").Select(m => Move(reject, m))]);

    private static Movement Move(Reject reject, YamlNode node)
    {
        string text = (node as YamlScalarNode)?.Value ?? "";
        if (s_words.TryGetValue(text, out Movement movement)) return movement;
        string[] run = text.Split("..");
        if (run.Length <= 2 && run.All(n => int.TryParse(n, CultureInfo.InvariantCulture, out _)))
            return new Movement(int.Parse(run[0], CultureInfo.InvariantCulture),
                int.Parse(run[^1], CultureInfo.InvariantCulture));
        throw reject.At(node, $"movement '{text}'; there are −2 to 2, runs as 0..2, {string.Join(", ", s_words.Keys)}");
    }

    /// <summary>What is wrong, and where.</summary>
    private readonly record struct Reject(string File, string Pattern)
    {
        public PlanException At(YamlNode node, string problem) => new(
            $"{File}:{node.Start.Line}: {(Pattern.Length == 0 ? "" : $"pattern '{Pattern}': ")}{problem}");

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
    }
}
