namespace Tauric.Adapters.Log;

/// <summary>What was stored.</summary>
/// <param name="Sequence">From 0, without gaps: the offset to replay from.</param>
/// <param name="Received">UTC microseconds, never less than of the record before.</param>
public sealed record LogRecord(long Sequence, long Received, byte[] Payload);

public enum AppendStatus
{
    /// <summary>Durable.</summary>
    Stored,

    /// <summary>A record with one of the keys is durable already; nothing was stored.</summary>
    Known,

    /// <summary>Answers a question: no record has the key.</summary>
    Unknown,

    /// <summary>Too much is waiting; nothing was stored.</summary>
    Full,

    /// <summary>The disk would not take it; nothing was stored.</summary>
    Refused,
}

/// <param name="Sequence">Of the record that was stored, else −1.</param>
/// <param name="Received">UTC microseconds, of that record, else −1.</param>
/// <param name="Key">Which of the keys is known, else −1.</param>
/// <param name="Place">Where the durable record lies, for <see cref="RecordLog.Load"/>; else −1.</param>
/// <param name="Reason">Why it was refused.</param>
public readonly record struct LogReceipt(
    AppendStatus Status, long Sequence = -1, long Received = -1, int Key = -1, long Place = -1, string Reason = "");
