using System.Buffers;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Time;
using Tauric.Native.Posix;

namespace Tauric.Adapters.Log;

/// <summary>Writes groups: what the one thread of a log does.</summary>
internal sealed class LogCommitter : IDisposable
{
    private readonly string _folder;
    private readonly LogOptions _options;
    private readonly TimeProvider _clock;
    private readonly KeyIndex _index;
    private readonly List<Segment> _segments;
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Dictionary<UInt128, LogReceipt> _inGroup = [];
    private readonly List<(PendingRecord Record, LogReceipt Receipt)> _answers = [];
    private SegmentWriter? _writer;
    private long _next;
    private long _received;
    private string? _broken;
    private string? _trouble;

    public LogCommitter(string folder, LogOptions options, TimeProvider clock)
    {
        (_folder, _options, _clock) = (folder, options, clock);
        _index = new KeyIndex(options.KeysMax);
        _segments = Segment.List(folder);
        _next = LogReplay.Run(folder, _segments, Remember);
    }

    public long Next => Volatile.Read(ref _next);

    public string? Trouble => Volatile.Read(ref _trouble);

    public string? Broken => Volatile.Read(ref _broken);

    /// <summary>Makes a group durable, then answers all of it. An empty group only closes what is old.</summary>
    public void Commit(IReadOnlyList<PendingRecord> group)
    {
        // One instant for the group: a clock that jumps back holds it, and reorders nothing.
        DateTimeOffset now = _clock.GetUtcNow();
        long received = Math.Max(_received, UtcMicros.From(now));
        try
        {
            if (_broken is not null) throw new IOException(_broken);
            CloseWhatIsDone(now, received);
            if (group.Count == 0) return;
            _writer ??= Open(now, received);
            Encode(group, received);
            if (_bytes.WrittenCount > 0) Write();
            Volatile.Write(ref _trouble, null);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            Refuse(group, e);
            return;
        }

        _received = received;
        foreach ((PendingRecord record, LogReceipt receipt) in _answers)
        {
            if (receipt.Status == AppendStatus.Stored)
                foreach (UInt128 key in record.Keys) _index.Add(key, receipt.Place);
            record.Answer(receipt);
        }
    }

    public LogRecord Load(long place)
    {
        (int segment, long offset) = Place.Parts(place);
        string path;
        lock (_segments) path = _segments[segment].Path;
        return DiskFault.Guard("read the log", path, 0, () =>
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Span<byte> head = stackalloc byte[4];
            RandomAccess.Read(file, head, offset);
            byte[] bytes = new byte[LogFrame.BytesOf(head)];
            RandomAccess.Read(file, bytes, offset);
            return LogFrame.TryRead(bytes, out LogFrame frame)
                ? new LogRecord(frame.Sequence, frame.Received, frame.Payload.ToArray())
                : throw new DataException($"Log segment '{path}' is damaged at byte {offset}.");
        });
    }

    public void Dispose() => _writer?.Dispose();

    private void Remember(LogFrame frame, long place)
    {
        _received = frame.Received;
        for (int i = 0; i < frame.KeyCount; i++) _index.Add(frame.Key(i), place);
    }

    private void CloseWhatIsDone(DateTimeOffset now, long received)
    {
        if (_writer is null) return;
        bool isDone = _writer.End >= _options.SegmentBytesMax || now - _writer.Opened >= _options.SegmentAgeMax
            || Day(received) != _writer.Segment.Day;
        if (!isDone) return;
        _writer.Dispose();
        if (_writer.Segment.First == _next)
        {
            // Nothing came into it, and its name is the next one's.
            File.Delete(_writer.Segment.Path);
            lock (_segments) _segments.RemoveAt(_segments.Count - 1);
        }

        _writer = null;
    }

    private SegmentWriter Open(DateTimeOffset now, long received)
    {
        Segment segment = Segment.In(_folder, _next, Day(received));
        var writer = new SegmentWriter(segment, now, _options.Flush);
        lock (_segments) _segments.Add(segment);
        return writer;
    }

    private void Encode(IReadOnlyList<PendingRecord> group, long received)
    {
        _bytes.ResetWrittenCount();
        _inGroup.Clear();
        _answers.Clear();
        int stored = 0;
        foreach (PendingRecord record in group)
        {
            if (!TryFind(record.Keys, out LogReceipt receipt))
                receipt = record.IsQuestion ? new LogReceipt(AppendStatus.Unknown) : Encode(record, received, stored++);
            _answers.Add((record, receipt));
        }
    }

    private LogReceipt Encode(PendingRecord record, long received, int inGroup)
    {
        long place = Place.Of(_segments.Count - 1, _writer!.End + _bytes.WrittenCount);
        var receipt = new LogReceipt(AppendStatus.Stored, _next + inGroup, received, Place: place);
        LogFrame.Write(_bytes, receipt.Sequence, received, inGroup, record.Keys, record.Payload.Span);
        foreach (UInt128 key in record.Keys) _inGroup[key] = receipt;
        return receipt;
    }

    private bool TryFind(ReadOnlySpan<UInt128> keys, out LogReceipt receipt)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            if (_inGroup.TryGetValue(keys[i], out receipt))
            {
                receipt = new LogReceipt(AppendStatus.Known, Key: i, Place: receipt.Place);
                return true;
            }

            if (!_index.TryFind(keys[i], out long place)) continue;
            receipt = new LogReceipt(AppendStatus.Known, Key: i, Place: place);
            return true;
        }

        receipt = default;
        return false;
    }

    private void Write()
    {
        _writer!.Append(_bytes.WrittenSpan);
        Volatile.Write(ref _next, _answers.FindLast(a => a.Receipt.Status == AppendStatus.Stored).Receipt.Sequence + 1);
    }

    private void Refuse(IReadOnlyList<PendingRecord> group, Exception e)
    {
        string reason = DiskFault.Describe(e, "store records", _folder, _bytes.WrittenCount).Message;
        // After another failure of a flush nobody knows what is on the disk: a restart reads it.
        if (_broken is null && !IsNoSpace(e)) _broken = e.Message;
        Volatile.Write(ref _trouble, reason);
        if (_writer is not null) DiskFault.Try(_writer.Shorten);
        foreach (PendingRecord record in group) record.Answer(new LogReceipt(AppendStatus.Refused, Reason: reason));
    }

    private static bool IsNoSpace(Exception e) => e.HResult is Posix.NoSpace or Posix.QuotaExceeded;

    private static DateOnly Day(long micros) => DateOnly.FromDateTime(UtcMicros.ToDateTime(micros).UtcDateTime);
}
