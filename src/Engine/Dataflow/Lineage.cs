using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;

namespace Tauric.Engine.Dataflow;

/// <summary>Walks the recorded inputs of a partition back to raw payloads.</summary>
public sealed class Lineage(ICatalog catalog)
{
    private readonly Dictionary<(string, string), PartitionRecord> _records =
        catalog.Load().ToDictionary(r => (r.Dataset, r.Key));

    public PartitionRecord? Find(string dataset, string key) => _records.GetValueOrDefault((dataset, key));

    /// <summary>The partition, what it was made from, and so on; a partition met twice is walked once.</summary>
    public LineageNode Explain(PartitionRecord record, IReadOnlyList<LineageNode>? first = null) =>
        Walk(record, detail: "", [], first ?? []);

    private LineageNode Walk(PartitionRecord record, string detail, HashSet<(string, string)> seen,
        IReadOnlyList<LineageNode> first)
    {
        string title = $"{record.Dataset}/{record.Key}";
        if (!seen.Add((record.Dataset, record.Key))) return new LineageNode(title, $"{detail}(see above)", []);
        var children = new List<LineageNode>(first);
        foreach (InputRecord input in catalog.Inputs(record.Dataset, record.Key))
        {
            if (Find(input.Dataset, input.Key) is { } below) children.Add(Walk(below, Span(input), seen, []));
        }

        string bytes = record.Objects.Count == 1
            ? $"{record.Objects.First().Key} sha256 {record.Objects.First().Sha256}"
            : $"{record.Objects.Count} objects, content {record.Content}";
        return new LineageNode(title,
            $"{detail}{record.Rows} rows by {record.Producer.Split(' ')[0]} in run {record.RunId}, {bytes}", children);
    }

    private static string Span(InputRecord input) => input.Until == long.MaxValue ? ""
        : input.After <= long.MinValue + 1 ? $"known by {UtcMicros.Format(input.Until)}: "
        : $"known after {UtcMicros.Format(input.After)} and by {UtcMicros.Format(input.Until)}: ";
}
