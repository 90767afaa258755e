using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>Collects what a run would compute and why, for <c>--plan</c>.</summary>
/// <remarks>
/// A partition whose data changed is computed in memory, so that the plan knows where the change stops. One that is
/// new or whose step changed is not: what reads it is then planned as "may run". So is what reads those that would
/// need more memory than there is for rows.
/// </remarks>
internal sealed class Planning(ICatalog catalog)
{
    private readonly List<PlannedPartition> _partitions = [];

    public IReadOnlyList<PlannedPartition> Partitions => _partitions;

    /// <returns>True when computing it in memory tells what happens downstream.</returns>
    public bool Add(Node node, IObjectStore store)
    {
        _partitions.Add(new PlannedPartition(node.Step!.Name, node.Name, Because(node, store), !node.IsUncertain));
        return !node.IsUncertain && node.Record is { } record && record.Producer == node.Producer;
    }

    private string Because(Node node, IObjectStore store)
    {
        if (node.IsUncertain)
        {
            Node? first = Array.Find(node.Inputs, i =>
                i is not null && (i.IsUncertain || i.Record is null || i.Changed is not null));
            return first is null ? "an input is computed first" : $"{first.Name} is computed first";
        }

        if (node.Record is not { } record) return "it is new";
        if (record.Producer != node.Producer) return $"{record.Producer} became {node.Producer}";
        if (ObjectCheck.Missing(store, record) is { } missing) return $"{missing} is missing or was changed";
        foreach (Node? input in node.Inputs)
            if (input?.Changed is { } changed) return $"{changed} changed";
        InputRecord? moved = node.Read.Except(catalog.Inputs(record.Dataset, record.Key)).FirstOrDefault();
        return moved is null ? "its input payload changed" : $"{moved.Dataset}/{moved.Key} changed";
    }
}
