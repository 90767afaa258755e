using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Decisions.Inputs;

/// <summary>
/// Decisions of a day by when they became known, from <c>decisions/{desk}/{date}.jsonl</c>: one object a line
/// (<see cref="DecisionJson"/>). A decision has one row: what repeats it is dropped, what contradicts it refused.
/// </summary>
public sealed class NormalizeDecisions : Step
{
    public const string Source = "decisions";

    private const int LineBytesMax = 64 << 10;

    public override string Name => "normalize_decisions";

    public override int Version => 1;

    public override Dataset Output => DecisionInputs.Decisions;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => DayPayloads.Plan(upstream, Source);

    public override void Run(Work work)
    {
        var byId = new Dictionary<string, (DecisionRow Row, string RawRef)>(StringComparer.Ordinal);
        foreach (Payload payload in DayPayloads.Read(work))
            DayPayloads.Refusing(work, payload, () => ReadLines(work, payload, byId));
        using var rows = new BatchBuilder(Output.Schema);
        foreach ((DecisionRow row, string rawRef) in byId.Values
            .OrderBy(d => d.Row.KnownAt).ThenBy(d => d.Row.DecisionId, StringComparer.Ordinal))
        {
            row.AppendTo(rows, rawRef);
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    private static void ReadLines(Work work, Payload payload, Dictionary<string, (DecisionRow Row, string)> byId)
    {
        ReadOnlyMemory<byte> rest = payload.Bytes;
        for (int line = 0; !rest.IsEmpty; line++)
        {
            int end = rest.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (text.Span.Trim(" \r\t"u8).IsEmpty) continue;
            try
            {
                Add(payload, text, byId);
            }
            catch (RefusedException refused)
            {
                work.Reject(refused.Reason, $"{payload.Key}#{line}", refused.Message);
            }
        }
    }

    private static void Add(
        Payload payload, ReadOnlyMemory<byte> line, Dictionary<string, (DecisionRow Row, string)> byId)
    {
        if (line.Length > LineBytesMax) throw new RefusedException("field-too-long", $"{line.Length} bytes");
        DecisionRow row = DecisionJson.Read(line);
        if (Day.Of(row.KnownAt) != payload.Key.Date)
            throw new RefusedException("other-day", $"{row.DecisionId}: {Day.Key(Day.Of(row.KnownAt))}");
        if (byId.TryAdd(row.DecisionId, (row, $"{payload.Key}#{row.DecisionId}"))) return;
        if (byId[row.DecisionId].Row != row) throw new RefusedException("contradicted", row.DecisionId);
    }
}
