using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// What happens in a run, a JSON object a line: when, how grave, what, and what it is about. Told as it happens, and
/// kept for the run's log up to <see cref="BytesMax"/>: beyond it only what somebody must act on or see is kept.
/// </summary>
/// <param name="tell">Gets every line; null for nobody.</param>
internal sealed class RunEvents(TimeProvider clock, Action<string>? tell)
{
    /// <summary>Enough for some 20,000 partitions.</summary>
    public const int BytesMax = 4 << 20;

    private const int ErrorLengthMax = 4000;

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _kept = new();
    private long _leftOut;

    /// <summary>JSON lines.</summary>
    public byte[] Kept => _kept.WrittenSpan.ToArray();

    /// <summary>One of many: left out of the log when it is full.</summary>
    public void Detail(string name, Action<Utf8JsonWriter> members) => Add("info", name, members, isDetail: true);

    public void Info(string name, Action<Utf8JsonWriter> members) => Add("info", name, members);

    public void Warn(string name, Action<Utf8JsonWriter> members) => Add("warn", name, members);

    public void Fail(Exception error) => Add("error", "failed", json =>
    {
        if (error is PartitionException at)
        {
            json.WriteString("step", at.Step);
            json.WriteString("partition", at.Partition);
        }

        string message = error.Message;
        json.WriteString("kind", (error.InnerException ?? error).GetType().Name);
        json.WriteString("error", message.Length > ErrorLengthMax ? message[..ErrorLengthMax] + "…" : message);
    });

    /// <summary>Says how much the log lacks, when it lacks something.</summary>
    public void Close()
    {
        if (_leftOut > 0) Warn("left_out", json => json.WriteNumber("events", _leftOut));
    }

    private void Add(string level, string name, Action<Utf8JsonWriter> members, bool isDetail = false)
    {
        bool isKept = !isDetail || _kept.WrittenCount < BytesMax;
        if (!isKept) _leftOut++;
        if (!isKept && tell is null) return;
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, s_json))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().UtcDateTime);
            json.WriteString("level", level);
            json.WriteString("event", name);
            members(json);
            json.WriteEndObject();
        }

        tell?.Invoke(Encoding.UTF8.GetString(_line.WrittenSpan));
        if (!isKept) return;
        _kept.Write(_line.WrittenSpan);
        _kept.Write("\n"u8);
    }
}
