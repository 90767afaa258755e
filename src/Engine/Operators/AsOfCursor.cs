using System.Text;
using Tauric.Engine.Columnar;

namespace Tauric.Engine.Operators;

/// <summary>Walks the right side of an as-of join, group by group, and remembers the last row passed.</summary>
internal sealed class AsOfCursor : IDisposable
{
    private readonly IEnumerator<RecordBatch> _batches;
    private readonly AsOfKeys _keys;
    private RecordBatch? _batch;
    private RecordBatch? _found;   // A batch already left: it stays while a row of it may count.
    private byte[] _group = [];    // Of the run the cursor stands in,
    private byte[] _sought = [];   // and of what was found.
    private int _next;             // The first row not passed, and one after the last of its group in this batch.
    private int _end;
    private bool _started;
    private bool _ended;

    public AsOfCursor(IEnumerable<RecordBatch> batches, AsOfKeys keys) =>
        (_batches, _keys) = (batches.GetEnumerator(), keys);

    /// <summary>The batch of the row that <see cref="Seek"/> found.</summary>
    public RecordBatch Found => _found ?? _batch!;

    public int FoundRow { get; private set; } = -1;

    public long FoundTime => Found[_keys.Time].Values<long>()[FoundRow];

    /// <summary>To the last row of a group at or before a time. Groups, and times in a group, never fall.</summary>
    /// <returns>False when there is none.</returns>
    public bool Seek(ReadOnlySpan<byte> group, long time)
    {
        if (!_started) NextBatch();
        if (!group.SequenceEqual(_sought))
        {
            Forget();
            _sought = group.ToArray();
        }

        while (!_ended && _group.AsSpan().SequenceCompareTo(group) < 0) NextRun();
        if (_ended || !_group.AsSpan().SequenceEqual(group)) return FoundRow >= 0;
        while (true)
        {
            int passed = Gallop(_batch![_keys.Time].Values<long>()[_next.._end], time);
            if (passed > 0)
            {
                Forget();
                (_next, FoundRow) = (_next + passed, _next + passed - 1);
            }

            if (_next < _end || !NextRunOf(group)) return FoundRow >= 0;
        }
    }

    public void Dispose()
    {
        Forget();
        _batch?.Dispose();
        _batches.Dispose();
    }

    private void Forget()
    {
        _found?.Dispose();
        _found = null;
        FoundRow = -1;
    }

    /// <summary>Moves on when the next run is of the group too.</summary>
    private bool NextRunOf(ReadOnlySpan<byte> group)
    {
        // Within a batch, runs are of different groups.
        if (_end < _batch!.Length) return false;
        NextRun();
        return !_ended && _group.AsSpan().SequenceEqual(group);
    }

    private void NextRun()
    {
        if (_end < _batch!.Length) StartRun(_end);
        else NextBatch();
    }

    private void NextBatch()
    {
        _started = true;
        if (_batch is not null && FoundRow >= 0 && _found is null) _found = _batch;
        else _batch?.Dispose();
        _batch = null;
        while (_batches.MoveNext())
        {
            _batch = _batches.Current;
            if (_batch.Length > 0)
            {
                StartRun(0);
                return;
            }

            _batch.Dispose();
            _batch = null;
        }

        _ended = true;
    }

    private void StartRun(int row)
    {
        Column groups = _batch![_keys.Group];
        ReadOnlySpan<byte> group = groups.Bytes(row);
        int order = group.SequenceCompareTo(_group);
        if (order < 0) throw new BugException(
            $"As-of join: '{Encoding.UTF8.GetString(group)}' comes after '{Encoding.UTF8.GetString(_group)}' "
            + "on the right.");
        if (order > 0) _group = group.ToArray();
        _next = row;
        _end = EndOfRun(groups, row);
        ReadOnlySpan<long> times = _batch[_keys.Time].Values<long>()[row.._end];
        if (times[^1] < times[0] || (order == 0 && FoundRow >= 0 && _found is not null && times[0] < FoundTime))
            throw new BugException("As-of join: the right side is not sorted by time within a group.");
    }

    /// <summary>One after the last row of the group that starts at a row.</summary>
    private static int EndOfRun(Column groups, int row)
    {
        ReadOnlySpan<byte> group = groups.Bytes(row);
        int low = row, step = 1;
        while (low + step < groups.Length && groups.Bytes(low + step).SequenceEqual(group))
        {
            low += step;
            step *= 2;
        }

        int high = Math.Min(low + step, groups.Length);   // Low is of the group, high is not.
        while (low + 1 < high)
        {
            int middle = (low + high) / 2;
            if (groups.Bytes(middle).SequenceEqual(group)) low = middle;
            else high = middle;
        }

        return high;
    }

    /// <summary>How many of ascending times are at or before one: near ones are found in few steps.</summary>
    private static int Gallop(ReadOnlySpan<long> times, long time)
    {
        if (times.IsEmpty || times[0] > time) return 0;
        int low = 0, step = 1;
        while (low + step < times.Length && times[low + step] <= time)
        {
            low += step;
            step *= 2;
        }

        int high = Math.Min(low + step, times.Length);   // Low is at or before, high is not.
        while (low + 1 < high)
        {
            int middle = (low + high) / 2;
            if (times[middle] <= time) low = middle;
            else high = middle;
        }

        return low + 1;
    }
}
