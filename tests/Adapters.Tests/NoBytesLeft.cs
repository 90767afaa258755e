using Tauric.Engine.Columnar;

[assembly: AssemblyFixture(typeof(Tauric.Adapters.Tests.NoBytesLeft))]

namespace Tauric.Adapters.Tests;

/// <summary>After the whole suite every native buffer has been released.</summary>
public sealed class NoBytesLeft : IDisposable
{
    public void Dispose() => Assert.Equal(0, NativeBuffer.OutstandingBytes);
}
