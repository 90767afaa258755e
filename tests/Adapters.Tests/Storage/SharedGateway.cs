using Tauric.Adapters.Storage;

namespace Tauric.Adapters.Tests.Storage;

/// <summary>A gateway for the tests of a class, started when the first of them asks for it.</summary>
public sealed class SharedGateway : IDisposable
{
    private readonly Lazy<RadosGateway> _gateway = new(RadosGateway.Start);

    /// <summary>An empty part of the bucket. Skips the test, saying why, where there is no Ceph.</summary>
    public S3Options Empty()
    {
        Assert.SkipUnless(RadosGateway.IsInstalled,
            "there is no S3 server (apt-get install radosgw ceph-mon ceph-osd ceph-common)");
        return _gateway.Value.Empty();
    }

    public void Dispose()
    {
        if (_gateway.IsValueCreated) _gateway.Value.Dispose();
    }
}
