using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// Every partition of a pipeline and what it waits for. Built from keys alone, before any data is read.
/// </summary>
internal sealed class Graph : IPartitionKeys
{
    private readonly Dictionary<string, Planned> _byDataset = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, PartitionRecord>> _records;

    private Graph(Task<IReadOnlyList<PartitionRecord>> records) =>
        _records = new(() => records.GetAwaiter().GetResult().ToLookup(r => r.Dataset));

    /// <summary>All nodes, inputs before the nodes that read them.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Records of datasets of this pipeline that it no longer plans and that are not retained.</summary>
    public List<PartitionRecord> Orphans { get; } = [];

    /// <summary>What the steps were asked for and left out.</summary>
    public List<Absence> Absent { get; } = [];

    /// <param name="records">Waited for when they are needed: the first step looks at the input meanwhile.</param>
    public static Graph Build(Pipeline pipeline, Task<IReadOnlyList<PartitionRecord>> records)
    {
        var graph = new Graph(records);
        foreach (Step step in pipeline.Steps) graph.Add(step);
        return graph;
    }

    public IReadOnlyList<string> Of(Dataset dataset) =>
        _byDataset.TryGetValue(dataset.Name, out Planned? planned)
            ? planned.Keys
            : [.. _records.Value[dataset.Name].Select(r => r.Key).Order(StringComparer.Ordinal)];

    /// <summary>Marks what the selection needs: the partitions it touches and all they read, transitively.</summary>
    /// <exception cref="PlanException">It names what is absent; all of it is listed.</exception>
    public void Select(IReadOnlySet<string>? entities, DateOnly? from, DateOnly? to)
    {
        Absence[] named = [.. Absent.Where(a => entities?.Contains(a.Entity) ?? false)];
        if (named.Length > 0) throw new PlanException(
            $"{string.Join("; ", Absence.Lines(named))}. Add what is missing, or leave them out of the selection.");
        for (int i = Nodes.Count - 1; i >= 0; i--)
        {
            Node node = Nodes[i];
            node.IsNeeded |= node.Partition.Scope.Intersects(entities, from, to);
            if (!node.IsNeeded) continue;
            foreach (Node? input in node.Inputs)
                if (input is not null) input.IsNeeded = true;
        }
    }

    /// <summary>
    /// Nodes that are to be computed as they were decided, all that read those, and all that these read; and the
    /// others, for which none of them waits.
    /// </summary>
    public (IReadOnlyList<Node> Reached, IReadOnlyList<Node> Apart) Split()
    {
        foreach (Node node in Nodes)
            node.IsReached = node is { IsNeeded: true, IsKept: false, Holds: false }
                || node.Inputs.Any(i => i is { IsReached: true });
        for (int i = Nodes.Count - 1; i >= 0; i--)
        {
            if (!Nodes[i].IsReached) continue;
            foreach (Node? input in Nodes[i].Inputs)
                if (input is not null) input.IsReached = true;
        }

        return ([.. Nodes.Where(n => n.IsReached)], [.. Nodes.Where(n => !n.IsReached)]);
    }

    /// <summary>Takes what the store was found to hold of a partition instead of what the catalog says.</summary>
    public void Refresh(PartitionRecord found)
    {
        if (_byDataset.TryGetValue(found.Dataset, out Planned? planned)
            && planned.Nodes.TryGetValue(found.Key, out Node? node)) node.Record = found;
    }

    private void Add(Step step)
    {
        if (_byDataset.ContainsKey(step.Output.Name)) throw new BugException($"Two steps write {step.Output}.");
        Partition[] partitions = [.. step.Plan(this)];
        var records = _records.Value[step.Output.Name].ToDictionary(r => r.Key, StringComparer.Ordinal);
        var planned = new Dictionary<string, Node>(StringComparer.Ordinal);
        string producer = Fingerprint.Producer(step);   // After the plan, which may decide parameters; told once.
        foreach (Partition partition in partitions)
        {
            Read? look = partition.Reads.FirstOrDefault(r => r.Dataset.IsOutcome);
            if (look is not null && !step.Output.IsOutcome)
                throw new PlanException(
                    $"{step.Name} writes {step.Output}, which is no outcome, and reads {look.Dataset}, which looks " +
                    "ahead: a feature must not see it.");
            records.Remove(partition.Key, out PartitionRecord? record);
            var node = new Node(step, partition, Inputs(partition))
            {
                Producer = producer,
                Record = record,
            };
            if (!planned.TryAdd(partition.Key, node)) throw new BugException(
                $"{step.Name} plans {step.Output}/{partition.Key} twice.");
        }

        foreach (PartitionRecord left in records.Values.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            if (!step.Output.Retained) Orphans.Add(left);
            else planned.Add(left.Key, Node.Kept(step, left));
        }

        Absent.AddRange(step.Absent);
        string[] keys = [.. planned.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        Nodes.AddRange(keys.Select(key => planned[key]));
        _byDataset.Add(step.Output.Name, new Planned(keys, planned));
    }

    private Node?[] Inputs(Partition partition)
    {
        var inputs = new Node?[partition.Reads.Count];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = Find(partition.Reads[i]);
        return inputs;
    }

    private Node? Find(Read read)
    {
        if (_byDataset.TryGetValue(read.Dataset.Name, out Planned? planned))
            return planned.Nodes.GetValueOrDefault(read.Key);
        PartitionRecord? foreign = _records.Value[read.Dataset.Name].FirstOrDefault(r => r.Key == read.Key);
        return foreign is null ? null : Node.Kept(step: null, foreign);
    }

    /// <param name="Keys">Of the nodes, in ordinal order.</param>
    private sealed record Planned(string[] Keys, Dictionary<string, Node> Nodes);
}

/// <summary>One partition on its way to being reused or recomputed.</summary>
internal sealed class Node(Step? step, Partition partition, Node?[] inputs)
{
    private List<Node>? _dependents;

    /// <param name="step">Null when another system wrote it: then there is nothing to settle.</param>
    public static Node Kept(Step? step, PartitionRecord record) =>
        new(step, new Partition(record.Key, []), []) { Record = record, IsKept = true, IsSettled = step is null };

    /// <summary>Null for a partition another system wrote.</summary>
    public Step? Step { get; } = step;

    /// <summary>Step, version and parameters that make it; empty for what is kept.</summary>
    public string Producer { get; init; } = "";

    public Partition Partition { get; private set; } = partition;

    /// <summary>Aligned with the partition's reads; null where the partition read does not exist.</summary>
    public Node?[] Inputs { get; private set; } = inputs;

    /// <summary>Who waits for it.</summary>
    public IReadOnlyList<Node> Dependents => _dependents ?? [];

    /// <summary>What it reads, hashed, from when it is to be computed until it is.</summary>
    public InputRecord[] Read { get; set; } = [];

    /// <summary>Inputs not settled yet.</summary>
    public int Waiting { get; private set; }

    public PartitionRecord? Record { get; set; }

    /// <summary>Its record is of this run: what was decided for those that read it holds no longer.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Its record is of what it would read now.</summary>
    public bool Holds { get; private set; }

    public bool IsNeeded { get; set; }

    /// <summary>See <see cref="Graph.Split"/>.</summary>
    public bool IsReached { get; set; }

    /// <summary>No longer planned, kept as it is.</summary>
    public bool IsKept { get; init; }

    public bool IsSettled { get; private set; }

    /// <summary>Plan only: it may run, depending on rows nobody has computed yet.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>First object that changed when it was recomputed in this run; null when it was reused.</summary>
    public string? Changed { get; set; }

    public string Name => (Step?.Output.Name ?? "") + "/" + Partition.Key;

    /// <summary>Compares the fingerprint of its record with that of its inputs as they are.</summary>
    public void Decide() => Holds = Record is { } record
        && record.Fingerprint == Fingerprint.Of(Producer, Partition, Fingerprint.Inputs(this));

    /// <param name="input">Not settled yet.</param>
    public void Await(Node input)
    {
        (input._dependents ??= []).Add(this);
        Waiting++;
    }

    /// <summary>Nobody asks again what it read and who reads it: a plan of years holds less as it is settled.</summary>
    /// <returns>Who waited for nothing else.</returns>
    public IReadOnlyList<Node> Settle()
    {
        var free = new List<Node>();
        foreach (Node dependent in Dependents)
            if (--dependent.Waiting == 0) free.Add(dependent);
        (IsSettled, Inputs, _dependents) = (true, [], null);
        Partition = Partition with { Reads = [] };
        return free;
    }

    public void Renew(PartitionRecord record)
    {
        (Record, IsNew) = (record, true);
        Read = [];   // Its commit has it.
    }
}
