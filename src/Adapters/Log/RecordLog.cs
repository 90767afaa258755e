using System.Collections.Concurrent;
using System.Diagnostics;
using Tauric.Adapters.Storage;
using Tauric.Engine;

namespace Tauric.Adapters.Log;

/// <summary>
/// An append-only log that loses nothing: a record is acknowledged when it is durable. One thread takes what waits,
/// writes it as a group, makes it durable with one flush and acknowledges all of it; what cannot wait is refused at
/// once. One process writes a log; any number read it.
/// </summary>
public sealed class RecordLog : IDisposable
{
    private readonly LogOptions _options;
    private readonly FileStream _lock;
    private readonly BlockingCollection<PendingRecord> _waiting;
    private readonly LogCommitter _committer;
    private readonly Thread _thread;
    private long _waitingBytes;

    /// <summary>Opens a log, reading it once; makes one where there is none.</summary>
    /// <exception cref="ResourceException">Another process writes it, or the disk refuses.</exception>
    /// <exception cref="DataException">It is damaged: says where.</exception>
    public RecordLog(string folder, LogOptions options, TimeProvider clock)
    {
        _options = options;
        DiskFault.Guard("make the log", folder, 0, () => Directory.CreateDirectory(folder));
        _lock = FolderLock.Take(folder, "writes the log");
        try
        {
            _committer = new LogCommitter(folder, options, clock);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        _waiting = new BlockingCollection<PendingRecord>(options.WaitingMax);
        _thread = new Thread(Commit) { IsBackground = true, Name = "log commit" };
        _thread.Start();
    }

    /// <summary>The next record gets it; all before are durable.</summary>
    public long Next => _committer.Next;

    /// <summary>Why the last group was refused; null while all is well.</summary>
    public string? Trouble => _committer.Trouble;

    /// <summary>Why nothing will be stored until the log is opened anew; null when it takes records.</summary>
    public string? Broken => _committer.Broken;

    /// <param name="payload">Stays as it is until the task is done.</param>
    /// <param name="keys">At most 16 that name the record: a record of which one is known already is not stored
    /// again.</param>
    public Task<LogReceipt> AppendAsync(ReadOnlyMemory<byte> payload, params UInt128[] keys)
    {
        if (LogFrame.BytesOf(keys.Length, payload.Length) > LogFrame.BytesMax)
            throw new UsageException($"A record of {payload.Length:N0} bytes is more than a log takes.");
        return Enqueue(new PendingRecord(payload, keys));
    }

    /// <summary>Is a record with the key durable? <see cref="AppendStatus.Known"/> or
    /// <see cref="AppendStatus.Unknown"/>, in turn with what is appended.</summary>
    public Task<LogReceipt> FindAsync(UInt128 key) => Enqueue(new PendingRecord(default, [key]) { IsQuestion = true });

    /// <param name="place">As a receipt says.</param>
    public LogRecord Load(long place) => _committer.Load(place);

    /// <summary>Stores what waits, then closes.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
        _committer.Dispose();
        _lock.Dispose();
    }

    private Task<LogReceipt> Enqueue(PendingRecord record)
    {
        int bytes = record.Payload.Length;
        if (Interlocked.Add(ref _waitingBytes, bytes) <= _options.WaitingBytesMax && _waiting.TryAdd(record))
        {
            LogTelemetry.Waiting.Add(1);
            return record.Receipt;
        }

        Interlocked.Add(ref _waitingBytes, -bytes);
        return Task.FromResult(new LogReceipt(AppendStatus.Full));
    }

    private void Commit()
    {
        var group = new List<PendingRecord>();
        while (!_waiting.IsCompleted)
        {
            group.Clear();
            int bytes = 0;
            int patienceMs = Math.Max(1, (int)_options.SegmentAgeMax.TotalMilliseconds);
            while (bytes < _options.GroupBytesMax && _waiting.TryTake(out PendingRecord? record, patienceMs))
            {
                group.Add(record);
                bytes += record.Payload.Length;
                patienceMs = 0;
            }

            Interlocked.Add(ref _waitingBytes, -bytes);
            LogTelemetry.Waiting.Add(-group.Count);
            _committer.Commit(group);
        }
    }
}

/// <summary>A record on its way.</summary>
internal sealed class PendingRecord(ReadOnlyMemory<byte> payload, UInt128[] keys)
{
    // Who waits goes on elsewhere: the committing thread has the next group to write.
    private readonly TaskCompletionSource<LogReceipt> _receipt =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _began = Stopwatch.GetTimestamp();

    public ReadOnlyMemory<byte> Payload => payload;

    public ReadOnlySpan<UInt128> Keys => keys;

    /// <summary>Stores nothing.</summary>
    public bool IsQuestion { get; init; }

    public Task<LogReceipt> Receipt => _receipt.Task;

    public void Answer(LogReceipt receipt)
    {
        if (!IsQuestion) LogTelemetry.Answered(receipt.Status, Stopwatch.GetElapsedTime(_began));
        _receipt.TrySetResult(receipt);
    }
}
