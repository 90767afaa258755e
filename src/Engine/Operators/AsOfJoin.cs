using Tauric.Engine.Columnar;

namespace Tauric.Engine.Operators;

/// <summary>By what a side of an as-of join is sorted: a column that names the group, then one of times (µs).</summary>
public readonly record struct AsOfKeys(string Group, string Time);

/// <summary>
/// Gives every left row the latest row of its group on the right that was there by then: time at or before the left
/// row's, and not older than the tolerance. Never a later one; without any, the right columns are null.
/// </summary>
/// <remarks>
/// Of right rows with one time the last in the order of the input counts; a right row at the very instant of a left one
/// is there by then. Both sides come as batches sorted by group (ordinal, by bytes), then time; where batches are cut
/// does not show. Held at a time: a left batch and two right ones. Right rows between two left ones are found by
/// galloping, not looked at one by one.
/// </remarks>
/// <param name="left">Keys of the left side.</param>
/// <param name="right">Keys of the right side.</param>
/// <param name="columns">Columns of the right side, and what they are called in the result.</param>
/// <param name="toleranceMicros">At least 0; a right row that much older still counts.</param>
public sealed class AsOfJoin(
    AsOfKeys left, AsOfKeys right, IReadOnlyList<(string Column, string Name)> columns,
    long toleranceMicros = long.MaxValue)
{
    /// <summary>The left columns, then the right ones, which may be null.</summary>
    public Schema SchemaOf(Schema leftSide, Schema rightSide) => new(
    [
        .. leftSide.Fields,
        .. columns.Select(c => new Field(c.Name, rightSide[rightSide.Require(c.Column)].Type)),
    ]);

    /// <summary>A batch for each of the left side. Takes over the batches of both sides.</summary>
    /// <exception cref="BugException">A side is not sorted as it must be, where that is seen.</exception>
    public IEnumerable<RecordBatch> Run(
        IEnumerable<RecordBatch> leftSide, IEnumerable<RecordBatch> rightSide, Schema rightSchema)
    {
        using var cursor = new AsOfCursor(rightSide, right);
        var last = new LastRow();
        foreach (RecordBatch batch in leftSide)
        {
            using (batch) yield return Join(batch, cursor, rightSchema, last);
        }
    }

    private RecordBatch Join(RecordBatch batch, AsOfCursor cursor, Schema rightSchema, LastRow last)
    {
        int[] places = [.. columns.Select(c => rightSchema.Require(c.Column))];
        var built = Array.ConvertAll(places, place => new ColumnBuilder(rightSchema[place].Type));
        try
        {
            Find(batch, cursor, places, built, last);
            return new RecordBatch(SchemaOf(batch.Schema, rightSchema), batch.Length,
                [.. batch.Columns.Select(column => column.Retain()), .. built.Select(column => column.Build())]);
        }
        finally
        {
            foreach (ColumnBuilder column in built) column.Dispose();
        }
    }

    private void Find(RecordBatch batch, AsOfCursor cursor, int[] places, ColumnBuilder[] built, LastRow last)
    {
        Column groups = batch[left.Group];
        ReadOnlySpan<long> times = batch[left.Time].Values<long>();
        for (int row = 0; row < batch.Length; row++)
        {
            last.MoveTo(groups.Bytes(row), times[row]);
            bool found = cursor.Seek(groups.Bytes(row), times[row]);
            // By unsigned distance: a tolerance may be larger than any time.
            found = found && (ulong)(times[row] - cursor.FoundTime) <= (ulong)toleranceMicros;
            for (int c = 0; c < built.Length; c++)
            {
                if (found) built[c].AppendFrom(cursor.Found[places[c]], cursor.FoundRow);
                else built[c].AppendNull();
            }
        }
    }

    /// <summary>The left row before, to see that the side is sorted.</summary>
    private sealed class LastRow
    {
        private byte[] _group = [];
        private long _time = long.MinValue;

        public void MoveTo(ReadOnlySpan<byte> group, long time)
        {
            int order = group.SequenceCompareTo(_group);
            if (order < 0 || (order == 0 && time < _time))
                throw new BugException("As-of join: the left side is not sorted by group, then time.");
            if (order > 0) _group = group.ToArray();
            _time = time;
        }
    }
}
