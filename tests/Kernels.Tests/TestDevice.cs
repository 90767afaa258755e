using Tauric.Adapters.Devices;
using Tauric.Engine.Contracts;
using Tauric.Kernels.Tests;

[assembly: AssemblyFixture(typeof(TestDevice))]

namespace Tauric.Kernels.Tests;

/// <summary>The best device of this machine, opened once for all tests; without one they are skipped.</summary>
public sealed class TestDevice : IDisposable
{
    private readonly OpenClMachine _machine = OpenClMachine.Look();
    private readonly string _cache = Directory.CreateTempSubdirectory("tauric-programs-").FullName;
    private readonly IComputeDevice? _device;

    public TestDevice() => _device = _machine.Open(_cache).Device;

    /// <summary>Skips the test, with the reason, where there is no device.</summary>
    public IComputeDevice Required
    {
        get
        {
            Assert.SkipWhen(_device is null, "No OpenCL device: " + _machine.Reason);
            return _device;
        }
    }

    public void Dispose()
    {
        _device?.Dispose();
        Directory.Delete(_cache, recursive: true);
    }
}
