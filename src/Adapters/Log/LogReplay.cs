using Tauric.Adapters.Storage;
using Tauric.Engine;

namespace Tauric.Adapters.Log;

/// <summary>
/// What a log holds when it is opened. A torn tail, which no crash leaves but of records that nobody was told are
/// stored, is cut and kept beside; any other damage is refused.
/// </summary>
internal static class LogReplay
{
    /// <param name="seen">Gets every record with where it lies, in order.</param>
    /// <returns>The sequence that comes next.</returns>
    /// <exception cref="DataException">A segment is damaged, or one is missing.</exception>
    public static long Run(string folder, List<Segment> segments, Action<LogFrame, long> seen)
    {
        long next = segments.Count == 0 ? 0 : segments[0].First;
        for (int i = 0; i < segments.Count; i++)
        {
            if (segments[i].First != next) throw new DataException(
                $"Log '{folder}' goes from record {next} to {segments[i].First}: a segment is missing. "
                + "Restore it from a copy.");
            next = DiskFault.Guard("read the log", segments[i].Path, 0, () => ReadSegment(segments, i, seen));
        }

        if (segments.Count > 0 && segments[^1].First == next)
        {
            // Made, and never written to.
            File.Delete(segments[^1].Path);
            segments.RemoveAt(segments.Count - 1);
        }

        return next;
    }

    private static long ReadSegment(List<Segment> segments, int index, Action<LogFrame, long> seen)
    {
        using var reader = new SegmentReader(segments[index]);
        long at = reader.End;
        while (reader.Next(out LogFrame frame))
        {
            seen(frame, Place.Of(index, at));
            at = reader.End;
        }

        if (at == reader.Length) return reader.NextSequence;
        bool isLast = index == segments.Count - 1;
        if (!isLast || (!reader.HasHead && reader.Length >= Segment.HeadBytes) || reader.IsFollowedByLaterGroup())
            throw new DataException($"Log segment '{segments[index].Path}' is damaged at byte {at} (record "
                + $"{reader.NextSequence}), and what follows was stored. Restore the segment from a copy.");
        CutTail(segments[index].Path, at);
        return reader.NextSequence;
    }

    private static void CutTail(string path, long at)
    {
        using (FileStream segment = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            segment.Position = at;
            using (FileStream torn = File.Create($"{path}.{at}.torn"))
            {
                segment.CopyTo(torn);
                torn.Flush(flushToDisk: true);
            }

            segment.SetLength(at);
            segment.Flush(flushToDisk: true);
        }

        Durability.SyncFolders(Path.GetDirectoryName(path)!, [Path.GetDirectoryName(path)!]);
    }
}

/// <summary>Where a record lies, in a number: which segment since the log was opened, and the byte in it.</summary>
internal static class Place
{
    private const int OffsetBits = 40;

    public static long Of(int segment, long offset) => ((long)segment << OffsetBits) | offset;

    public static (int Segment, long Offset) Parts(long place) =>
        ((int)(place >> OffsetBits), place & ((1L << OffsetBits) - 1));
}
