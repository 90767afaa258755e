using System.Globalization;
using Tauric.Engine;
using Tauric.Kernels.Patterns;
using Tauric.Pipelines.Stories.Fuzzy;
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
    public static IReadOnlyList<Pattern> Load(string path) =>
        Parse(path, YamlItems.TextOf(path, "pattern", "fuzzy.pattern_file"));

    /// <inheritdoc cref="Load"/>
    public static IReadOnlyList<Pattern> Parse(string file, string text)
    {
        var items = new YamlItems(file, "pattern");
        List<Pattern> patterns = [];
        foreach (YamlNode node in items.Of(text)) patterns.Add(Read(items, node, patterns));
        return patterns;
    }

    private static Pattern Read(YamlItems items, YamlNode node, List<Pattern> before)
    {
        YamlMappingNode fields = items.Mapping(node, "name", "tracks", "norm", "threshold");
        string name = items.NameOf(fields);
        YamlItems reject = items with { Item = name };
        if (NamedPatterns.All.Concat(before).Any(p => p.Name == name)) throw reject.At(node, "the name is taken");
        YamlNode tracks = YamlItems.Find(fields, "tracks") ?? throw reject.At(node, "tracks are missing");
        string norm = reject.Text(fields, "norm") ?? "minimum";
        double threshold = reject.Number(fields, "threshold", "0.6");
        try
        {
            return new Pattern(name, [.. reject.Mapping(tracks, [.. FuzzyPatterns.Series]).Children
                .Select(track => Track(reject, track.Key, track.Value))], norm, threshold);
        }
        catch (PlanException e) when (!e.Message.StartsWith(items.File, StringComparison.Ordinal))
        {
            throw reject.At(node, e.Message);
        }
    }

    private static Track Track(YamlItems reject, YamlNode series, YamlNode movements) =>
        new(((YamlScalarNode)series).Value!, [.. reject.List(movements, "movements").Select(m => Move(reject, m))]);

    private static Movement Move(YamlItems reject, YamlNode node)
    {
        string text = (node as YamlScalarNode)?.Value ?? "";
        if (s_words.TryGetValue(text, out Movement movement)) return movement;
        string[] run = text.Split("..");
        if (run.Length <= 2 && run.All(n => int.TryParse(n, CultureInfo.InvariantCulture, out _)))
            return new Movement(int.Parse(run[0], CultureInfo.InvariantCulture),
                int.Parse(run[^1], CultureInfo.InvariantCulture));
        throw reject.At(node, $"movement '{text}'; there are −2 to 2, runs as 0..2, {string.Join(", ", s_words.Keys)}");
    }
}
