namespace Tauric.Engine.Dataflow;

/// <summary>
/// Back-pressure by bytes: a partition enters when what it is expected to hold fits beside what is inside. One always
/// fits when nothing is inside, so a budget that is too small slows a run down and never stops it.
/// </summary>
internal sealed class MemoryGate(long bytesMax)
{
    private readonly object _lock = new();
    private long _bytes;
    private int _inside;

    public void Enter(long bytes, CancellationToken cancelled)
    {
        using CancellationTokenRegistration wake = cancelled.Register(Wake);
        lock (_lock)
        {
            while (_inside > 0 && _bytes + bytes > bytesMax)
            {
                cancelled.ThrowIfCancellationRequested();
                Monitor.Wait(_lock);
            }

            _inside++;
            _bytes += bytes;
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
            Monitor.PulseAll(_lock);
        }
    }

    private void Wake()
    {
        lock (_lock) Monitor.PulseAll(_lock);
    }
}
