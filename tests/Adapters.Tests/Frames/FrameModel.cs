using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Frames;

/// <summary>A row of a frame in a test. Null where the row has no such column.</summary>
internal readonly record struct FrameRow(long Time, long? A, double? B, string? S);

/// <summary>
/// What a frame store should be: a dictionary of lists a commit. Draws random changes that it applies to itself.
/// </summary>
internal sealed class FrameModel(long seed)
{
    private static readonly string[] s_paths = ["prices/1min/AAPL", "prices/1min/MSFT", "stories/assembled/AAPL"];

    private static readonly Schema[] s_schemas =
    [
        new(new Field("event_time", ArrowType.Timestamp, Nullable: false), new Field("a", ArrowType.Int32)),
        new(new("a", ArrowType.Int64), new("event_time", ArrowType.Timestamp), new("b", ArrowType.Float64)),
        new(new("event_time", ArrowType.Timestamp), new("b", ArrowType.Float64), new("s", ArrowType.Utf8)),
    ];

    private CounterRandom _random = CounterRandom.For(seed, "frames");

    /// <summary>Frames by path after commit i; 0 is before the first.</summary>
    public List<Dictionary<string, FrameRow[]>> States { get; } = [[]];

    public static IReadOnlyList<string> Paths => s_paths;

    /// <summary>Changes of some frames that are valid now; applied to the model.</summary>
    public List<FrameChange> Next()
    {
        var state = new Dictionary<string, FrameRow[]>(States[^1]);
        var changes = new List<FrameChange>();
        foreach (string path in s_paths)
        {
            if (changes.Count > 0 && _random.NextInt(2) == 0) continue;
            if (state.GetValueOrDefault(path) is { } there) changes.Add(Change(path, there, state));
            else changes.Add(Write(path, state));
        }

        States.Add(state);
        return changes;
    }

    /// <summary>The last changes made no commit.</summary>
    public void Undo() => States.RemoveAt(States.Count - 1);

    public TimeRange Range()
    {
        long a = _random.NextInt(240) - 20, b = _random.NextInt(240) - 20;
        return new TimeRange(Math.Min(a, b), Math.Max(a, b));
    }

    public static FrameRow[] Rows(RecordBatch batch)
    {
        Column? a = Find("a"), b = Find("b"), s = Find("s");
        return [.. Enumerable.Range(0, batch.Length).Select(row => new FrameRow(batch["event_time"].Values<long>()[row],
            a is null || a.IsNull(row) ? null : a.Type.Width == 4 ? a.Values<int>()[row] : a.Values<long>()[row],
            b is null || b.IsNull(row) ? null : b.Values<double>()[row], s?.Text(row)))];

        Column? Find(string name) => batch.Schema.IndexOf(name) is >= 0 and var index ? batch[index] : null;
    }

    private FrameChange Change(string path, FrameRow[] there, Dictionary<string, FrameRow[]> state)
    {
        switch (_random.NextInt(8))
        {
            case 0: return Write(path, state);
            case 1 or 2 or 3:
                FrameRow[] after = Draw(there.Length == 0 ? 0 : there[^1].Time + 1, out RecordBatch appended);
                state[path] = [.. there, .. after];
                return FrameChange.Append(path, appended);
            case 4 or 5:
                FrameRow[] instead = Draw(_random.NextInt(200), out RecordBatch updated);
                if (instead.Length > 0)
                {
                    state[path] = [.. there.Where(r => r.Time < instead[0].Time), .. instead,
                        .. there.Where(r => r.Time > instead[^1].Time)];
                }

                return FrameChange.Update(path, updated);
            case 6:
                TimeRange range = Range();
                state[path] = [.. there.Where(r => r.Time < range.From || r.Time > range.To)];
                return FrameChange.Delete(path, range);
            default:
                state.Remove(path);
                return FrameChange.Delete(path);
        }
    }

    private FrameChange Write(string path, Dictionary<string, FrameRow[]> state)
    {
        state[path] = Draw(_random.NextInt(200), out RecordBatch rows);
        return FrameChange.Write(path, rows);
    }

    /// <summary>Ascending rows, some at one time; the batch is the caller's.</summary>
    private FrameRow[] Draw(long from, out RecordBatch batch)
    {
        Schema schema = s_schemas[_random.NextInt(s_schemas.Length)];
        using var builder = new BatchBuilder(schema);
        var rows = new FrameRow[_random.NextInt(12)];
        for (int i = 0; i < rows.Length; i++, from += _random.NextInt(4))
        {
            long? a = _random.NextInt(4) == 0 ? null : _random.NextInt(3);
            double? b = _random.NextInt(4) == 0 ? null : _random.NextInt(1000) / 100.0;
            string? s = _random.NextInt(4) == 0 ? null : $"text {_random.NextInt(3)}";
            builder["event_time"].Append(from);
            if (schema.IndexOf("a") is >= 0 and var atA) Append(builder[atA], a);
            else a = null;
            if (schema.IndexOf("b") is >= 0 and var atB) Append(builder[atB], b);
            else b = null;
            if (schema.IndexOf("s") >= 0) builder["s"].AppendText(s);
            else s = null;
            rows[i] = new FrameRow(from, a, b, s);
        }

        batch = builder.Build();
        return rows;
    }

    private static void Append(ColumnBuilder column, long? value)
    {
        if (value is null) column.AppendNull();
        else if (column.Type.Width == 4) column.Append((int)value);
        else column.Append(value.Value);
    }

    private static void Append(ColumnBuilder column, double? value)
    {
        if (value is null) column.AppendNull();
        else column.Append(value.Value);
    }
}
