using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tauric.Engine;

namespace Tauric.Adapters.Log;

/// <summary>Events as JSON, each once by its id, replayable by offset (<see cref="LogReader"/>).</summary>
public sealed class EventLog(string folder, TimeProvider clock) : IDisposable
{
    private readonly RecordLog _log = new(folder, new LogOptions(), clock);

    /// <summary>Durable on return.</summary>
    /// <param name="eventId">Publishing it again changes nothing.</param>
    /// <returns>Its offset; null when it was there already.</returns>
    /// <exception cref="ResourceException">The disk would not take it.</exception>
    public async Task<long?> PublishAsync(string eventId, string json)
    {
        UInt128 key = BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(eventId)));
        LogReceipt receipt = await _log.AppendAsync(Encoding.UTF8.GetBytes(json), key).ConfigureAwait(false);
        return receipt.Status switch
        {
            AppendStatus.Stored => receipt.Sequence,
            AppendStatus.Known => null,
            AppendStatus.Full => throw new ResourceException("More events wait to be stored than may; publish again."),
            _ => throw new ResourceException(receipt.Reason),
        };
    }

    public void Dispose() => _log.Dispose();
}
