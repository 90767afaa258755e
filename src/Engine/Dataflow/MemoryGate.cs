namespace Tauric.Engine.Dataflow;

/// <summary>
/// Back-pressure by bytes: a partition enters when what it is expected to hold fits beside what is inside. One always
/// fits when nothing is inside, so a budget that is too small slows a run down and never stops it.
/// </summary>
/// <remarks>
/// Who waits does so on a task: of a monitor the thread pool does not know that its thread waits, and what must run for
/// somebody to leave would stand in line behind those who wait for it.
/// </remarks>
internal sealed class MemoryGate(long bytesMax)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _left = NewSource();
    private long _bytes;
    private int _inside;

    public void Enter(long bytes, CancellationToken cancelled)
    {
        while (WaitOrEnter(bytes) is { } left) left.Wait(cancelled);
    }

    /// <returns>What ends when somebody leaves; null when it is in.</returns>
    private Task? WaitOrEnter(long bytes)
    {
        lock (_lock)
        {
            if (_inside > 0 && _bytes + bytes > bytesMax) return _left.Task;
            _inside++;
            _bytes += bytes;
            return null;
        }
    }

    /// <summary>What is inside turned out to hold more. Never waits: the bytes are there already.</summary>
    public void Grow(long bytes)
    {
        lock (_lock) _bytes += bytes;
    }

    /// <param name="bytes">All it entered with and grew by.</param>
    public void Leave(long bytes)
    {
        lock (_lock)
        {
            _inside--;
            _bytes -= bytes;
            _left.SetResult();
            _left = NewSource();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
