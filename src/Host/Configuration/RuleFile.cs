using System.Globalization;
using Tauric.Engine;
using Tauric.Pipelines.Decisions.Outcomes;
using YamlDotNet.RepresentationModel;

namespace Tauric.Host.Configuration;

/// <summary>Labelling rules of the user's, in place of the default ones.</summary>
/// <remarks>
/// A YAML file with a list <c>rules</c>. Of each: <c>name</c>, <c>type</c>, and if wanted <c>version</c>,
/// <c>enabled</c>, <c>criteria</c> and <c>thresholds</c>, maps of numbers. See <see cref="LabelingRules"/> for the
/// types there are; of each exactly one rule is enabled.
/// </remarks>
/// <example>
/// <code>
/// rules:
///   - { name: wide_bands, type: outcome_bands, version: 2, thresholds: { inner_bps: 15, outer_bps: 30 } }
/// </code>
/// </example>
internal static class RuleFile
{
    /// <exception cref="UsageException">There is no such file.</exception>
    /// <exception cref="PlanException">What is wrong, with file, line and rule.</exception>
    public static IReadOnlyList<LabelingRule> Load(string path) =>
        Parse(path, YamlItems.TextOf(path, "rule", "decisions.rule_file"));

    /// <inheritdoc cref="Load"/>
    public static IReadOnlyList<LabelingRule> Parse(string file, string text)
    {
        var items = new YamlItems(file, "rule");
        LabelingRule[] given = [.. items.Of(text).Select(node => Read(items, node))];
        // A type that the file does not speak of keeps its default.
        LabelingRule[] rules = [.. given, .. LabelingRules.Default.Where(d => given.All(g => g.Type != d.Type))];
        try
        {
            _ = new LabelingRules(rules);
            return rules;
        }
        catch (PlanException e)
        {
            throw new PlanException($"{file}: {e.Message}", e);
        }
    }

    private static LabelingRule Read(YamlItems items, YamlNode node)
    {
        YamlMappingNode fields = items.Mapping(node, "name", "type", "version", "enabled", "criteria", "thresholds");
        string name = items.NameOf(fields);
        YamlItems reject = items with { Item = name };
        string type = reject.Text(fields, "type") ?? throw reject.At(node, "its type is missing");
        if (!int.TryParse(reject.Text(fields, "version") ?? "1", CultureInfo.InvariantCulture, out int version))
            throw reject.At(fields["version"], "version is no whole number");
        if (!bool.TryParse(reject.Text(fields, "enabled") ?? "true", out bool enabled))
            throw reject.At(fields["enabled"], "enabled is neither true nor false");
        return new LabelingRule(name, type, version, enabled)
        {
            Criteria = Numbers(reject, fields, "criteria"),
            Thresholds = Numbers(reject, fields, "thresholds"),
        };
    }

    private static Dictionary<string, double> Numbers(YamlItems reject, YamlMappingNode fields, string key)
    {
        if (YamlItems.Find(fields, key) is not { } node) return [];
        if (node is not YamlMappingNode map) throw reject.At(node, $"{key}: want a map of numbers");
        return map.Children.Keys.OfType<YamlScalarNode>()
            .ToDictionary(name => name.Value!, name => reject.Number(map, name.Value!, ""), StringComparer.Ordinal);
    }
}
