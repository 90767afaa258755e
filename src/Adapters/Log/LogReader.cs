using Tauric.Adapters.Storage;
using Tauric.Engine;

namespace Tauric.Adapters.Log;

/// <summary>Replays a log, also while it is written.</summary>
public static class LogReader
{
    /// <summary>Records from an offset on, up to the last that is whole now.</summary>
    /// <exception cref="DataException">A closed segment is damaged.</exception>
    public static IEnumerable<LogRecord> Read(string folder, long from)
    {
        List<Segment> segments = Segment.List(folder);
        int first = Math.Max(0, segments.FindLastIndex(s => s.First <= from));
        for (int i = first; i < segments.Count; i++)
        {
            using SegmentReader reader = DiskFault.Guard("read the log", segments[i].Path, 0,
                () => new SegmentReader(segments[i]));
            while (reader.Next(out LogFrame frame))
                if (frame.Sequence >= from)
                    yield return new LogRecord(frame.Sequence, frame.Received, frame.Payload.ToArray());
            if (i + 1 < segments.Count && reader.NextSequence != segments[i + 1].First) throw new DataException(
                $"Log segment '{segments[i].Path}' is damaged at byte {reader.End} (record {reader.NextSequence}). "
                + "Restore it from a copy.");
        }
    }
}
