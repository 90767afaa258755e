using Tauric.Engine.Columnar;

namespace Tauric.Adapters.DuckDb;

/// <summary>Every suite that moves batches ends with as many native bytes as it began with.</summary>
public abstract class LeakFree : IDisposable
{
    private readonly long _before = NativeBuffer.OutstandingBytes;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Assert.Equal(_before, NativeBuffer.OutstandingBytes);
    }
}
