using Tauric.Adapters.Devices;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Devices;

/// <summary>Without loader, driver or device: see the proofs of the whole program.</summary>
public sealed class OpenClMachineTests
{
    [Fact]
    public void There_is_a_device_or_a_reason()
    {
        OpenClMachine machine = OpenClMachine.Look();
        DeviceAnswer answer = machine.Open(cacheFolder: null);
        using IComputeDevice? device = answer.Device;
        Assert.Equal(machine.Devices.Count > 0, device is not null);
        Assert.Equal(device is null, answer.Reason.Length > 0);
        Assert.Equal(machine.Devices.Count > 0 ? machine.Devices[0] : null, device?.Traits);
        Assert.All(machine.Devices, traits =>
        {
            Assert.NotEmpty(traits.Name);
            Assert.NotEmpty(traits.Driver);
            Assert.True(traits.HasFp64);
            Assert.True(traits.MemoryBytes >= traits.BufferBytesMax && traits.BufferBytesMax > 0);
            Assert.True(traits.GroupItemsMax >= 256);
        });
    }

    [Fact]
    public void GPUs_come_first_and_only_they_count_where_only_they_are_wanted()
    {
        OpenClMachine machine = OpenClMachine.Look();
        bool[] gpus = [.. machine.Devices.Select(traits => traits.IsGpu)];
        Assert.Equal(gpus.OrderDescending(), gpus);
        DeviceAnswer answer = machine.Open(cacheFolder: null, gpuOnly: true);
        using IComputeDevice? device = answer.Device;
        Assert.Equal(gpus.Contains(true), device is not null);
        Assert.Equal(device is null, answer.Reason.Length > 0);
    }
}
