using Tauric.Adapters.Catalog;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Frames;

/// <summary>Rows from segments: only the chunks that are asked for are read, and those through the cache.</summary>
internal sealed class FrameReader(IObjectStore store, FrameCatalog catalog, ChunkCache cache)
{
    /// <summary>Columns of all the schemas, in the order they first came, as types that hold all their
    /// values.</summary>
    /// <exception cref="DataException">Two types of a column have none in common.</exception>
    public static Schema Union(string frame, IEnumerable<Schema> schemas)
    {
        var fields = new List<Field>();
        int before = 0;
        foreach (Schema schema in schemas)
        {
            for (int i = 0; i < fields.Count; i++)
                if (schema.IndexOf(fields[i].Name) < 0) fields[i] = fields[i] with { Nullable = true };
            foreach (Field field in schema.Fields)
            {
                int at = fields.FindIndex(f => f.Name == field.Name);
                if (at < 0) fields.Add(field with { Nullable = field.Nullable || before > 0 });
                else fields[at] = Union(frame, fields[at], field);
            }

            before++;
        }

        return new Schema(fields);
    }

    /// <summary>The rows of segments of one frame within a range.</summary>
    /// <param name="schema">What comes back: the union, or some of it.</param>
    public RecordBatch Read(IReadOnlyList<FrameSegment> segments, Schema schema, TimeRange range)
    {
        var pieces = new List<Column>[schema.Count];
        foreach (ref List<Column> column in pieces.AsSpan()) column = [];
        try
        {
            int rows = 0;
            foreach (FrameSegment segment in segments)
            {
                FrameSegment part = Within(segment, range);
                rows += part.Rows;
                for (int i = 0; i < schema.Count; i++) pieces[i].Add(Read(part, schema[i]));
            }

            return new RecordBatch(schema, rows,
                [.. pieces.Select((p, i) => Concatenation.Of(schema[i].Type, p))]);
        }
        finally
        {
            foreach (Column piece in pieces.SelectMany(p => p)) piece.Dispose();
        }
    }

    /// <summary>All columns of a segment as it was written.</summary>
    public RecordBatch Read(FrameSegment segment) =>
        Read([segment], catalog.Schema(segment.Schema), TimeRange.All);

    /// <summary>The part of a segment that lies in a range, by its times.</summary>
    public FrameSegment Within(FrameSegment segment, TimeRange range)
    {
        if (segment.FirstAt is not { } first || segment.LastAt is not { } last) return segment;
        if (range.From <= first && range.To >= last) return segment;
        using Column times = Read(segment, new Field(FramePath.TimeColumn, ArrowType.Timestamp));
        (int start, int rows) = FrameTimes.Within(times.Values<long>(), range.From, range.To);
        ReadOnlySpan<long> inside = times.Values<long>().Slice(start, rows);
        return segment with
        {
            Skip = segment.Skip + start,
            Rows = rows,
            FirstAt = rows == 0 ? null : inside[0],
            LastAt = rows == 0 ? null : inside[^1],
        };
    }

    private static Field Union(string frame, Field a, Field b) => Widening.Common(a.Type, b.Type) is { } type
        ? new Field(a.Name, type, a.Nullable || b.Nullable)
        : throw new DataException(
            $"{frame}: column '{a.Name}' is {a.Type} in some rows and {b.Type} in others; no type holds both exactly. "
            + "Write it under another name, or write the frame anew.");

    private Column Read(FrameSegment segment, Field field)
    {
        Schema schema = catalog.Schema(segment.Schema);
        int index = schema.IndexOf(field.Name);
        if (index < 0) return Widening.Nulls(field.Type, segment.Rows);
        using Column whole = Whole(segment, schema, index);
        using Column part = whole.Slice(segment.Skip, segment.Rows);
        return Widening.Convert(part, field.Type);
    }

    /// <summary>A column of the segment's block.</summary>
    private Column Whole(FrameSegment segment, Schema schema, int index)
    {
        var key = new ChunkKey(segment.Pack, segment.BlockAt, index);
        if (cache.Column(key) is { } known) return known;
        PackBlock block = Block(segment, schema);
        if (segment.Skip + segment.Rows > block.Rows) throw new DataException(
            $"'{catalog.KeyOf(segment.Pack)}' is damaged at byte {segment.BlockAt}: it has {block.Rows} rows, "
            + $"the catalog says {segment.Skip + segment.Rows}.");
        ChunkPlace place = block.Columns[index];
        string own = catalog.KeyOf(segment.Pack);
        (string from, long at) = !place.IsElsewhere ? (own, place.At) : catalog.Find(place.Hash)
            ?? throw new DataException($"'{own}' is damaged at byte {segment.BlockAt}: no pack has its column "
                + $"'{schema[index].Name}'.");
        Column column = PackReader.Column(
            place.Inline ?? store.Load(from, at, place.Bytes), place, schema[index], block.Rows, from);
        cache.Add(key, column);
        return column;
    }

    private PackBlock Block(FrameSegment segment, Schema schema)
    {
        var key = new ChunkKey(segment.Pack, segment.BlockAt, -1);
        if (cache.Block(key) is { } known) return known;
        string from = catalog.KeyOf(segment.Pack);
        PackBlock block = PackReader.Block(
            store.Load(from, segment.BlockAt, segment.BlockBytes), schema, from, segment.BlockAt);
        cache.Add(key, block);
        return block;
    }
}
