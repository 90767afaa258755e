using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// From a sample back to raw bytes: the payload of every story it shows, then all its partition was made from.
/// </summary>
public static class SampleLineage
{
    /// <param name="id">A sample id, <c>AAPL_2024-03-05_07</c>, or <c>dataset/partition key</c>.</param>
    /// <exception cref="UsageException">There is no such sample or partition.</exception>
    public static LineageNode Explain(
        string id, ICatalog catalog, IObjectStore store, IReadOnlyDictionary<string, IFormat> formats)
    {
        var lineage = new Lineage(catalog);
        int slash = id.IndexOf('/');
        if (slash > 0 && lineage.Find(id[..slash], id[(slash + 1)..]) is { } partition)
            return lineage.Explain(partition);
        string[] parts = id.Split('_');
        string sampleKey = parts.Length == 3 ? $"{parts[0]}/{parts[1]}" : "";
        if (lineage.Find(CorpusDatasets.Assembled.Name, sampleKey) is not { } assembled)
            throw new UsageException($"There is no sample '{id}' in this data root. Ids look like AAPL_2024-03-05_07.");
        string key = ObjectOf(assembled, parts[2], id);
        using JsonDocument sample = JsonDocument.Parse(store.Load(key));
        using JsonDocument recipe = JsonDocument.Parse(sample.RootElement.GetProperty("sources_meta").GetString()!);
        IReadOnlyList<InputRecord> inputs = catalog.Inputs(assembled.Dataset, assembled.Key);
        Dictionary<string, string> origins = Origins(inputs, lineage, store, formats);
        var shown = new List<LineageNode>();
        foreach (JsonProperty modality in recipe.RootElement.EnumerateObject())
        {
            LineageNode[] items = [.. modality.Value.GetProperty("items").EnumerateArray().Select(i => i.GetString()!)
                .Select(i => new LineageNode(i, Raw(origins.GetValueOrDefault(i, i), lineage), []))];
            int leftOut = modality.Value.GetProperty("left_out").GetInt32();
            string counts = $"{items.Length} items shown, {leftOut} left out by the token budget";
            shown.Add(new LineageNode(modality.Name, counts, items));
        }

        return lineage.Explain(assembled, [new LineageNode(id, $"{key} sha256 {Sha(assembled, key)}", shown)]);
    }

    /// <summary>Story id → payload and item it was read from.</summary>
    private static Dictionary<string, string> Origins(
        IReadOnlyList<InputRecord> inputs, Lineage lineage, IObjectStore store,
        IReadOnlyDictionary<string, IFormat> formats)
    {
        (Schema schema, IFormat format) = (Canonical.News.Schema, formats[Canonical.News.Format]);
        var origins = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (InputRecord input in inputs.Where(i => i.Dataset == Canonical.News.Name))
        {
            if (lineage.Find(input.Dataset, input.Key) is not { } news) continue;
            foreach (ObjectRecord o in news.Objects.Where(o => !o.IsReject))
            {
                using RecordBatch rows = format.Read(schema, store.Load(o.Key), o.Key);
                (Column ids, Column refs) = (rows["news_id"], rows["raw_ref"]);
                for (int row = 0; row < rows.Length; row++) origins[ids.Text(row)!] = refs.Text(row)!;
            }
        }

        return origins;
    }

    /// <summary>The payload behind a reference; empty for an item that many rows made.</summary>
    private static string Raw(string reference, Lineage lineage) =>
        lineage.Find(Canonical.Raw.Name, reference.Split('#')[0]) is { } raw
            ? $"from {reference}, sha256 {raw.Objects.First().Sha256}"
            : "";

    private static string ObjectOf(PartitionRecord assembled, string variation, string id) =>
        int.TryParse(variation, out int number)
        && assembled.Objects.FirstOrDefault(o => o.Key.EndsWith($"/variation_{number}.json", StringComparison.Ordinal))
            is { } found
            ? found.Key
            : throw new UsageException($"There is no sample '{id}': {assembled.Key} has {assembled.Rows} variations.");

    private static Hash256 Sha(PartitionRecord assembled, string key) =>
        assembled.Objects.First(o => o.Key == key).Sha256;
}
