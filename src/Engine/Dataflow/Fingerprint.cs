using System.Text;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// The rule the engine rests on: SHA-256 of (step, version, parameters, content of exactly the rows read).
/// </summary>
internal static class Fingerprint
{
    private const int ValueCharsMax = 200, BeginningChars = 100;

    [ThreadStatic]
    private static Fold? s_fold;   // A plan asks for tens of thousands.

    /// <summary>
    /// Step, version and parameters as one readable line. The catalog keeps it with every partition, so of a long value
    /// (a rule file, a schema) it says how that begins, and its hash.
    /// </summary>
    public static string Producer(Step step) =>
        $"{step.Name} v{step.Version} {step.Output.Name} " +
        $"[{string.Join(' ', step.Parameters.Select(p => $"{p.Key}={Short(p.Value)}"))}]";

    /// <summary>Hash of the rows of every read, in order. The inputs must be settled.</summary>
    public static InputRecord[] Inputs(Node node)
    {
        var inputs = new InputRecord[node.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            Read read = node.Partition.Reads[i];
            Hash256 rows = RowsOf(read, node.Inputs[i]?.Record);
            inputs[i] = new InputRecord(read.Dataset.Name, read.Key, read.After, read.Until, rows);
        }

        return inputs;
    }

    public static Hash256 Of(string producer, Partition partition, IReadOnlyList<InputRecord> inputs)
    {
        Fold fold = (s_fold ??= new Fold()).Add(producer).Add(partition.Key).Add(partition.Outside).Add(inputs.Count);
        foreach (InputRecord input in inputs)
            fold.Add(input.Dataset).Add(input.Key).Add(input.After).Add(input.Until).Add(input.Rows);
        return fold.Finish();
    }

    private static string Short(string value)
    {
        if (value.Length <= ValueCharsMax) return value;
        int cut = BeginningChars - (char.IsHighSurrogate(value[BeginningChars - 1]) ? 1 : 0);
        return $"{value.AsSpan(0, cut)}… sha256:{Hash256.Of(Encoding.UTF8.GetBytes(value))}";
    }

    private static Hash256 RowsOf(Read read, PartitionRecord? record)
    {
        if (record is null) return default;
        if (read.IsWhole) return record.Content;
        RowIndex index = record.Index ?? throw new BugException(
            $"{read.Dataset}/{read.Key} is read by time range and has no row index.");
        return index.HashOf(index.Between(read.After, read.Until));
    }
}
