using Tauric.Adapters.Catalog;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Frames;

/// <summary>One frame while a commit is drawn up: the segments it will have.</summary>
internal sealed class FrameEdit(
    FramePath path, int frame, List<FrameSegment> live, FrameDraft draft, FrameReader reader)
{
    private long _latest = live.Max(s => s.LastAt) ?? long.MinValue;

    public int Frame => frame;

    public bool IsEmpty => live.Count == 0;

    /// <summary>Time of the last row; null without rows or times.</summary>
    public long? LastAt => live.Max(s => s.LastAt);

    /// <summary>Takes the rows of a range out. Segments that it cuts stay as the parts before and after it.</summary>
    /// <param name="keepsFrame">Leave an empty rest when nothing else is left.</param>
    public void Remove(TimeRange range, bool keepsFrame)
    {
        if (range.From > _latest) return;   // Years of sessions, each after the others.
        FrameSegment? last = null;
        foreach (FrameSegment segment in live.ToArray())
        {
            bool goes = range.IsAll || (segment.FirstAt is { } first && range.Overlaps(first, segment.LastAt!.Value));
            if (!goes) continue;
            last = segment;
            draft.Remove(segment);
            live.Remove(segment);
            if (range.IsAll) continue;
            if (range.From > long.MinValue) Keep(segment, new TimeRange(long.MinValue, range.From - 1));
            if (range.To < long.MaxValue) Keep(segment, new TimeRange(range.To + 1, long.MaxValue));
        }

        if (keepsFrame && live.Count == 0 && last is not null)
            Add(last with { Rows = 0, FirstAt = null, LastAt = null, Facts = FrameFacts.None });
    }

    /// <summary>Takes out what is left of some packs.</summary>
    public void Remove(IReadOnlySet<int> packs)
    {
        foreach (FrameSegment segment in live.Where(s => packs.Contains(s.Pack)).ToArray())
        {
            draft.Remove(segment);
            live.Remove(segment);
        }
    }

    public void Add(FrameSegment segment)
    {
        FrameSegment added = segment with { Ordinal = draft.Ordinal(), Frame = frame };
        live.Add(added);
        _latest = Math.Max(_latest, added.LastAt ?? _latest);
        draft.Added.Add(added);
    }

    /// <summary>
    /// The rows as they can stand among those there are: integers become floats where those are floats and no value
    /// changes. The caller disposes.
    /// </summary>
    /// <exception cref="DataException">They cannot.</exception>
    public RecordBatch Fitted(RecordBatch rows, Func<int, Schema> schemaOf)
    {
        Schema[] there = [.. live.Select(s => s.Schema).Distinct().Order().Select(schemaOf)];
        foreach (Schema other in there)
        {
            if (FrameTimes.ColumnOf(other) >= 0 != FrameTimes.ColumnOf(rows.Schema) >= 0) throw new DataException(
                $"{path}: some rows have the column {FramePath.TimeColumn} and some do not. Write the frame anew.");
        }

        Schema union = FrameReader.Union(path.ToString(), there);
        var columns = new List<Column>(rows.Schema.Count);
        try
        {
            foreach ((Field field, Column column) in rows.Schema.Fields.Zip(rows.Columns))
            {
                int at = union.IndexOf(field.Name);
                bool stands = at < 0 || Widening.Common(union[at].Type, field.Type) is not null;
                columns.Add((stands ? null : Widening.Exactly(column, union[at].Type)) ?? column.Retain());
            }

            var schema = new Schema(
                [.. rows.Schema.Fields.Select((f, i) => f with { Type = columns[i].Type })], rows.Schema.Metadata);
            FrameReader.Union(path.ToString(), [.. there, schema]);
            return new RecordBatch(schema, rows.Length, [.. columns]);
        }
        catch
        {
            foreach (Column column in columns) column.Dispose();
            throw;
        }
    }

    /// <summary>Rows there are must have times.</summary>
    /// <exception cref="DataException">They have none.</exception>
    public void RequireTimes(Func<int, Schema> schemaOf)
    {
        if (live.Any(s => FrameTimes.ColumnOf(schemaOf(s.Schema)) < 0)) throw new DataException(
            $"{path} has no column {FramePath.TimeColumn} that a range of time could cut.");
    }

    private void Keep(FrameSegment segment, TimeRange range)
    {
        FrameSegment part = reader.Within(segment, range);
        if (part.Rows == 0) return;
        using RecordBatch rows = reader.Read(part);
        Add(part with { Facts = FrameFacts.Of(rows) });
    }
}
