using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tauric.Adapters.Log;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Rest;

/// <summary>A decision that is durable.</summary>
/// <param name="Received">UTC microseconds.</param>
internal sealed record Captured(CapturedDecision Decision, long Sequence, long Received)
{
    public string DatasetId => string.Create(CultureInfo.InvariantCulture,
        $"dataset_{UtcMicros.ToDateTime(Received):yyyyMMdd}_{Sequence:D12}");
}

/// <summary>Puts decisions into the log, each once: by its id, and by what its sender calls the request.</summary>
internal sealed class DecisionCapture(RecordLog log)
{
    /// <summary>The same request gets the same answer; another under a name that is taken is refused.</summary>
    /// <param name="client">Hash of the sender: its names are its own.</param>
    /// <exception cref="ProblemException">It is not stored.</exception>
    public async Task<Captured> StoreAsync(
        CapturedDecision decision, string? idempotencyKey, ReadOnlyMemory<byte> client, TimeSpan patience)
    {
        byte[] payload = decision.ToPayload();
        if (payload.Length > CapturedDecision.BytesMax) throw new ProblemException(Problem.OfStatus(413));
        UInt128 id = KeyOf("decision", default, decision.DecisionId);
        UInt128[] keys = idempotencyKey is null ? [id] : [id, KeyOf("request", client.Span, idempotencyKey)];
        LogReceipt receipt = await Wait(log.AppendAsync(payload, keys), patience).ConfigureAwait(false);
        if (receipt.Status == AppendStatus.Stored) return new Captured(decision, receipt.Sequence, receipt.Received);
        LogRecord known = log.Load(receipt.Place);
        if (known.Payload.AsSpan().SequenceEqual(payload))
            return new Captured(decision, known.Sequence, known.Received);
        throw new ProblemException(receipt.Key == 0
            ? new Problem(409, "Conflict", "Another decision with this decision_id is stored.",
                new FieldProblem("decision_id", "names another decision"))
            : new Problem(422, "Unprocessable content", "This Idempotency-Key was sent with another request.",
                new FieldProblem("Idempotency-Key", "was sent with another request")));
    }

    /// <returns>Null when it was never captured.</returns>
    /// <exception cref="ProblemException">It cannot be said now.</exception>
    public async Task<Captured?> FindAsync(string decisionId, TimeSpan patience)
    {
        LogReceipt receipt =
            await Wait(log.FindAsync(KeyOf("decision", default, decisionId)), patience).ConfigureAwait(false);
        if (receipt.Status == AppendStatus.Unknown) return null;
        LogRecord known = log.Load(receipt.Place);
        return new Captured(CapturedDecision.Parse(known.Payload), known.Sequence, known.Received);
    }

    private static async Task<LogReceipt> Wait(Task<LogReceipt> appended, TimeSpan patience)
    {
        try
        {
            LogReceipt receipt = await appended.WaitAsync(patience).ConfigureAwait(false);
            return receipt.Status switch
            {
                AppendStatus.Full => throw new ProblemException(Problem.TooMany(
                    "More decisions wait to be stored than may; send this one again.")),
                AppendStatus.Refused => throw new ProblemException(Problem.Unavailable(
                    "The decision log cannot be written; nothing was stored. Send it again.")),
                _ => receipt,
            };
        }
        catch (TimeoutException)
        {
            throw new ProblemException(Problem.Unavailable(
                "The decision is not known to be stored yet: the disk is slow. Send it again, unchanged."));
        }
    }

    private static UInt128 KeyOf(string kind, ReadOnlySpan<byte> client, string name)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(kind), 0, .. client, 0, .. Encoding.UTF8.GetBytes(name)];
        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(text));
    }
}
