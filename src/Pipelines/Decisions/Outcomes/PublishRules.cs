using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>Publishes the labelling rules as they are configured, enabled or not.</summary>
public sealed class PublishRules(OutcomeOptions options) : Step
{
    public override string Name => "publish_rules";

    public override int Version => 1;

    public override Dataset Output => OutcomeDatasets.Rules;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [.. options.Rules.Select(rule => KeyValuePair.Create(rule.Name,
            $"{rule.Type} {rule.Version} {rule.Enabled} {Json(rule.Criteria)} {Json(rule.Thresholds)}"))];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => [new Partition("all", [])];

    public override void Run(Work work)
    {
        _ = new LabelingRules(options.Rules);
        using var rows = new BatchBuilder(Output.Schema);
        foreach (LabelingRule rule in options.Rules.OrderBy(rule => rule.Name, StringComparer.Ordinal))
        {
            rows["id"].AppendText(StableId.Of($"labeling_rule/{rule.Name}"));
            rows["rule_name"].AppendText(rule.Name);
            rows["rule_type"].AppendText(rule.Type);
            rows["criteria"].AppendText(Json(rule.Criteria));
            rows["thresholds"].AppendText(Json(rule.Thresholds));
            rows["enabled"].AppendBool(rule.Enabled);
            rows["version"].Append(rule.Version);
        }

        work.Write(rows.Build());
    }

    /// <summary>The rules of published rows.</summary>
    public static IEnumerable<LabelingRule> Read(RecordBatch rows)
    {
        for (int row = 0; row < rows.Length; row++)
            yield return new LabelingRule(rows["rule_name"].Text(row)!, rows["rule_type"].Text(row)!,
                rows["version"].Values<int>()[row], rows["enabled"].Bit(row))
            {
                Criteria = Numbers(rows["criteria"].Bytes(row)),
                Thresholds = Numbers(rows["thresholds"].Bytes(row)),
            };
    }

    private static IReadOnlyDictionary<string, double> Numbers(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StoredJson.Default.IReadOnlyDictionaryStringDouble)!;

    private static string Json(IReadOnlyDictionary<string, double> numbers) =>
        JsonSerializer.Serialize(new SortedDictionary<string, double>(
            numbers.ToDictionary(n => n.Key, n => n.Value), StringComparer.Ordinal),
            StoredJson.Default.SortedDictionaryStringDouble);
}
