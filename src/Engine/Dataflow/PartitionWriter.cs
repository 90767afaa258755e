using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>Turns the rows of a partition into staged objects and the record that a commit will keep.</summary>
internal sealed class PartitionWriter(IObjectStore store, IReadOnlyDictionary<string, IFormat> formats, string runId)
{
    /// <param name="node">Its record, when it has one, says which objects need not be written again.</param>
    /// <param name="rows">Taken over.</param>
    public Computed Write(Node node, PartitionWork work, RecordBatch rows, bool stage)
    {
        Dataset dataset = node.Step!.Output;
        var computed = new Computed(node, rows);
        try
        {
            IFormat format = FormatOf(dataset);
            foreach ((string key, byte[] bytes) in Objects(dataset, format, work, rows))
                Add(computed, format, key, bytes, stage);
            computed.Record = new PartitionRecord
            {
                Dataset = dataset.Name,
                Key = node.Partition.Key,
                Fingerprint = Fingerprint.Of(node.Producer, node.Partition, node.Read),
                Content = PartitionRecord.ContentOf(computed.Objects),
                Producer = node.Producer,
                RunId = runId,
                Rows = rows.Length,
                Objects = [.. computed.Objects],
                Index = dataset.KnownAt is { } knownAt ? RowIndex.Of(rows, knownAt) : null,
                Rejects = work.Rejects,
            };
            return computed;
        }
        catch
        {
            computed.Dispose();
            throw;
        }
    }

    private IFormat FormatOf(Dataset dataset) => formats.TryGetValue(dataset.Format, out IFormat? found) ? found
        : throw new BugException($"Dataset {dataset} wants format '{dataset.Format}'; there are: " +
            $"{string.Join(", ", formats.Keys)}.");

    private static IEnumerable<(string Key, byte[] Bytes)> Objects(
        Dataset dataset, IFormat format, PartitionWork work, RecordBatch rows)
    {
        var path = new ObjectPath(dataset);
        string next = rows.Length > 0 ? path.Render(work.Key, rows, 0) : "";
        for (int start = 0, end; start < rows.Length; start = end)
        {
            string key = next;
            end = path.IsOne ? rows.Length : start + 1;
            while (end < rows.Length && (next = path.Render(work.Key, rows, end)) == key) end++;
            using RecordBatch slice = rows.Slice(start, end - start);
            yield return (key, format.Write(slice, work.Parts));
        }

        if (work.Rejects.Count > 0)
            yield return ($"{ObjectRecord.RejectPrefix}{dataset.Name}/{work.Key}.jsonl", work.RejectLines.ToArray());
    }

    private void Add(Computed computed, IFormat format, string template, byte[] bytes, bool stage)
    {
        var sha = Hash256.Of(bytes);
        string key = ObjectPath.Named(template, sha);
        bool isReject = key.StartsWith(ObjectRecord.RejectPrefix, StringComparison.Ordinal);
        if (!isReject && format.PartsOf(bytes, key) is { } parts) computed.Parts.Add(parts);
        if (!computed.Keys.Add(key)) throw new BugException(
            $"{key} is written twice: rows of one object must be contiguous.");
        ObjectRecord? before = computed.Before(key);
        bool same = before is not null && before.Sha256 == sha && !before.Tag.IsNone && store.Stat(key) is { } stat
            && stat.Tag == before.Tag && stat.Bytes == before.Bytes;
        if (same)
        {
            computed.Objects.Add(before!);
            return;
        }

        if (before?.Sha256 != sha) computed.Changed ??= key;
        if (stage) computed.Staged.Add(store.Stage(key, bytes));
        computed.Objects.Add(new ObjectRecord(key, bytes.Length, sha));
        computed.BytesWritten += bytes.Length;
    }
}

/// <summary>A computed partition on its way to the commit. Owns the rows and the staged objects.</summary>
internal sealed class Computed(Node node, RecordBatch rows) : IDisposable
{
    private readonly Dictionary<string, ObjectRecord> _before =
        node.Record?.Objects.ToDictionary(o => o.Key, StringComparer.Ordinal) ?? [];

    public Node Node { get; } = node;

    public RecordBatch Rows { get; } = rows;

    /// <summary>In the order of their rows, which is the order they are read back in.</summary>
    public List<ObjectRecord> Objects { get; } = [];

    /// <summary>Of those with rows, which others may leave out.</summary>
    public List<IObjectParts> Parts { get; } = [];

    public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

    public List<IStagedObject> Staged { get; } = [];

    public PartitionRecord Record { get; set; } = null!;

    public string? Changed { get; set; }

    public long BytesWritten { get; set; }

    /// <summary>That the step and the making of its objects took.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>What it counts for at the memory gate until it is committed; null when it never entered.</summary>
    public long? HeldBytes { get; set; }

    /// <summary>Objects of the previous record that are no longer written.</summary>
    public IEnumerable<string> Removed => _before.Keys.Where(key => !Keys.Contains(key));

    /// <summary>Why there is no result; then there are no rows either.</summary>
    public Exception? Error { get; set; }

    public static Computed Failed(Node node, Exception error) =>
        new(node, RecordBatch.Empty(new Schema())) { Error = error };

    public ObjectRecord? Before(string key) => _before.GetValueOrDefault(key);

    public void Dispose()
    {
        foreach (IStagedObject staged in Staged) staged.Dispose();
        Rows.Dispose();
    }
}
