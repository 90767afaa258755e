using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Log;

/// <summary>
/// The closed segments of a log of JSON records as raw payloads <c>source/SEQUENCE/yyyy-MM-dd.jsonl</c>: a line a
/// record, <c>{"sequence":0,"received_at":"…Z","record":{…}}</c>, in order.
/// </summary>
/// <param name="source">First part of the keys, e.g. <c>decision_log</c>.</param>
public sealed class LogPayloads(string folder, string source) : IPayloadSource
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
        if (segments.Count > 0 && LogLock.IsHeld(folder)) segments.RemoveAt(segments.Count - 1);
        return segments;
    }

    private string KeyOf(Segment segment) =>
        string.Create(CultureInfo.InvariantCulture, $"{source}/{segment.First:D20}/{segment.Day:yyyy-MM-dd}.jsonl");

    private static byte[] Lines(Segment segment)
    {
        var lines = new ArrayBufferWriter<byte>();
        using var reader = new SegmentReader(segment);
        using var json = new Utf8JsonWriter(lines);
        while (reader.Next(out LogFrame frame))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", frame.Sequence);
            json.WriteString("received_at", UtcMicros.Format(frame.Received));
            json.WritePropertyName("record");
            json.WriteRawValue(frame.Payload.Span, skipInputValidation: true);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            lines.Write("\n"u8);
        }

        return lines.WrittenSpan.ToArray();
    }
}
