using Tauric.Engine.Columnar;
using Tauric.Engine.Tests.Columnar;

// Native buffers are counted per process: suites that use them would see each other's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(NothingOutstanding))]

namespace Tauric.Engine.Tests.Columnar;

/// <summary>Base of every suite that uses native buffers: after each of its tests all of them are back.</summary>
public abstract class NoLeaks : IDisposable
{
    private readonly long _before = NativeBuffer.OutstandingBytes;

    public void Dispose()
    {
        Assert.Equal(_before, NativeBuffer.OutstandingBytes);
        GC.SuppressFinalize(this);
    }
}

/// <summary>At the end of the assembly nothing is outstanding.</summary>
public sealed class NothingOutstanding : IDisposable
{
    public void Dispose() => Assert.Equal(0, NativeBuffer.OutstandingBytes);
}
