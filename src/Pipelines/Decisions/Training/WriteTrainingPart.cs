using System.Globalization;
using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>
/// Writes a file of a training dataset: the labelled decisions of a day, in the order of the labels in every file, less
/// those whose label reaches into the validation set (López de Prado 2018, chapter 7).
/// </summary>
public sealed class WriteTrainingPart(TrainingPart part, TrainingOptions options) : Step
{
    public override string Name => "write_training_datasets";

    public override int Version => 1;

    public override Dataset Output => part.Output;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("columns", string.Join(' ', part.Output.Schema.Fields.Select(f => f.Name))),
        new("validation_from", options.ValidationFrom is { } day ? Day.Key(day) : ""),
        new("embargo_minutes", options.EmbargoMinutes.ToString(CultureInfo.InvariantCulture)),
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(part.Source).Intersect(upstream.Of(Outcomes.OutcomeDatasets.Labels)))
        {
            DateOnly day = Day.Parse(key);
            Read[] reads = [new(Outcomes.OutcomeDatasets.Labels, key), new(part.Source, key)];
            yield return new Partition(DayKey(key), [.. reads.Distinct()], new Scope(null, day, day));
        }
    }

    public override void Run(Work work)
    {
        RecordBatch labels = work.Rows(Outcomes.OutcomeDatasets.Labels)[0].Rows;
        RecordBatch source = work.Rows(part.Source)[0].Rows;
        Dictionary<string, int> byId = part.IsLabels ? [] : RowsById(source);
        SplitSide[] sides = Split(labels);
        Column?[] columns = [.. Output.Schema.Fields.Select(f => IsSplit(f) ? null : source[f.Name])];
        using var rows = new BatchBuilder(Output.Schema);
        for (int row = 0; row < labels.Length; row++)
        {
            if (!labels["status"].Bytes(row).SequenceEqual("labelled"u8)) continue;
            string id = labels["decision_id"].Text(row)!;
            int from = part.IsLabels ? row : byId.GetValueOrDefault(id, -1);
            if (from < 0) work.Reject("no-row", id, $"{part.Source} has none");
            else if (sides[row] is SplitSide.Train or SplitSide.Validation) Append(rows, columns, from, sides[row]);
            else if (part.IsLabels) work.Reject("purged", id, "its label reaches into the validation set");
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    /// <summary>The key of a day in the lake: <c>2025-03-14</c> is <c>2025/03/14</c>.</summary>
    internal static string DayKey(string key) => key.Replace('-', '/');

    /// <summary>Training and validation by day, and what lies between; in minutes.</summary>
    private SplitSide[] Split(RecordBatch labels)
    {
        var sides = new SplitSide[labels.Length];
        if (options.ValidationFrom is not { } day) return sides;
        const long minute = 60 * UtcMicros.PerSecond;
        int border = (int)(UtcMicros.From(day) / minute);
        var spans = new LabelSpan[labels.Length + 1];
        var isValidation = new bool[labels.Length + 1];
        ReadOnlySpan<long> starts = labels["span_start"].Values<long>(), ends = labels["span_end"].Values<long>();
        for (int row = 0; row < labels.Length; row++)
        {
            spans[row] = new LabelSpan((int)(starts[row] / minute), (int)(ends[row] / minute));
            isValidation[row] = spans[row].Start >= border;
        }

        // All that validation may see, the embargo before it included.
        (spans[^1], isValidation[^1]) = (new LabelSpan(border - options.EmbargoMinutes, int.MaxValue), true);
        return Purging.Split(spans, isValidation, embargoRows: 0)[..^1];
    }

    private bool IsSplit(Field field) => part.IsLabels && field.Name == "split";

    /// <param name="columns">Those of the source; null for the split.</param>
    private static void Append(BatchBuilder rows, Column?[] columns, int from, SplitSide side)
    {
        for (int c = 0; c < columns.Length; c++)
        {
            if (columns[c] is { } column) rows[c].AppendFrom(column, from);
            else rows[c].AppendBytes(side == SplitSide.Train ? "train"u8 : "validation"u8);
        }
    }

    private static Dictionary<string, int> RowsById(RecordBatch source)
    {
        var rows = new Dictionary<string, int>(source.Length, StringComparer.Ordinal);
        Column ids = source["decision_id"];
        for (int row = 0; row < source.Length; row++) rows.TryAdd(Encoding.UTF8.GetString(ids.Bytes(row)), row);
        return rows;
    }
}
