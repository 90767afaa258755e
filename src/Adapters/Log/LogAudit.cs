using System.Security.Cryptography;
using Tauric.Adapters.Storage;

namespace Tauric.Adapters.Log;

/// <summary>What a log holds, read from its files alone.</summary>
/// <param name="Sha256">Of all payloads, one after another.</param>
/// <param name="Duplicates">Records with a key that an earlier one has.</param>
/// <param name="Reordered">Records received before the one before them.</param>
/// <param name="Problems">Gaps and damage, each with its place.</param>
/// <param name="TornBytes">That crashes left behind the last whole record, cut ones included.</param>
public sealed record LogAudit(long Segments, long Records, long Bytes, string Sha256, long Duplicates, long Reordered,
    IReadOnlyList<string> Problems, long TornBytes)
{
    /// <summary>Reads everything, also while the log is written.</summary>
    /// <param name="seen">Gets every record, in order.</param>
    public static LogAudit Of(string folder, Action<LogRecord> seen)
    {
        var auditor = new Auditor(seen);
        List<Segment> segments = Segment.List(folder);
        for (int i = 0; i < segments.Count; i++)
        {
            int index = i;
            DiskFault.Guard("read the log", segments[i].Path, 0,
                () => auditor.Read(segments[index], index == segments.Count - 1));
        }

        long torn = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.torn").Sum(f => new FileInfo(f).Length) : 0;
        return auditor.Result(segments.Count, torn);
    }

    private sealed class Auditor(Action<LogRecord> seen)
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly HashSet<UInt128> _keys = [];
        private readonly List<string> _problems = [];
        private long _records, _bytes, _duplicates, _reordered, _tail;
        private long _next = -1, _received = long.MinValue;

        public void Read(Segment segment, bool isLast)
        {
            if (_next >= 0 && segment.First != _next)
                _problems.Add($"{segment.Path}: records {_next} to {segment.First - 1} are missing before it");
            using var reader = new SegmentReader(segment);
            while (reader.Next(out LogFrame frame)) Read(frame);
            _bytes += reader.Length;
            (_next, long end, long length) = (reader.NextSequence, reader.End, reader.Length);
            if (end == length) return;
            if (isLast && !reader.IsFollowedByLaterGroup()) _tail = length - end;
            else _problems.Add($"{segment.Path}: damaged at byte {end}, record {_next}");
        }

        public LogAudit Result(int segments, long torn) => new(segments, _records, _bytes,
            Convert.ToHexStringLower(_hash.GetHashAndReset()), _duplicates, _reordered, _problems, torn + _tail);

        private void Read(LogFrame frame)
        {
            _records++;
            if (frame.Received < _received) _reordered++;
            _received = frame.Received;
            bool isNew = true;
            for (int i = 0; i < frame.KeyCount; i++) isNew &= _keys.Add(frame.Key(i));
            if (!isNew) _duplicates++;
            _hash.AppendData(frame.Payload.Span);
            seen(new LogRecord(frame.Sequence, frame.Received, frame.Payload.ToArray()));
        }
    }
}
