using System.Buffers;
using System.Globalization;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Log;

/// <summary>
/// The closed segments of a log as raw payloads <c>source/log-SEQUENCE/yyyy-MM-dd.jsonl</c>: a line a record, in order.
/// </summary>
/// <param name="source">First part of the keys, e.g. <c>decisions</c>.</param>
/// <param name="line">What a record looks like as a line, without its end.</param>
public sealed class LogPayloads(string folder, string source, Func<LogRecord, byte[]> line) : IPayloadSource
{
    public IReadOnlyList<PayloadInfo> List() => DiskFault.Guard("list the log", folder, 0, () =>
        Closed().Select(segment =>
        {
            var file = new FileInfo(segment.Path);
            return new PayloadInfo(KeyOf(segment), string.Create(CultureInfo.InvariantCulture,
                $"{file.Length}-{file.LastWriteTimeUtc.Ticks}"));
        }).ToArray());

    public byte[] Load(string key)
    {
        Segment segment = Closed().Find(s => KeyOf(s) == key)
            ?? throw new UsageException($"The log '{folder}' has no closed segment '{key}'.");
        return DiskFault.Guard($"read payload '{key}'", segment.Path, 0, () => Lines(segment));
    }

    /// <summary>All but the one that is being written.</summary>
    private List<Segment> Closed()
    {
        List<Segment> segments = Segment.List(folder);
        if (segments.Count > 0 && FolderLock.IsHeld(folder)) segments.RemoveAt(segments.Count - 1);
        return segments;
    }

    private string KeyOf(Segment segment) =>
        string.Create(CultureInfo.InvariantCulture, $"{source}/log-{segment.First:D20}/{segment.Day:yyyy-MM-dd}.jsonl");

    private byte[] Lines(Segment segment)
    {
        var lines = new ArrayBufferWriter<byte>();
        using var reader = new SegmentReader(segment);
        while (reader.Next(out LogFrame frame))
        {
            lines.Write(line(new LogRecord(frame.Sequence, frame.Received, frame.Payload.ToArray())));
            lines.Write("\n"u8);
        }

        return lines.WrittenSpan.ToArray();
    }
}
