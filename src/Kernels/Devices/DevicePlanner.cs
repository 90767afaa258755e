using System.Runtime.Intrinsics;
using Tauric.Engine.Contracts;

namespace Tauric.Kernels.Devices;

/// <summary>The paths there are. All give the same bits: the choice is one of time.</summary>
public enum ComputePath { Scalar, Simd, Device }

/// <summary>What a piece of work costs, whoever does it.</summary>
/// <param name="Flop">Operations; a fused multiply-add is two.</param>
/// <param name="BytesUp">To the device.</param>
/// <param name="BytesDown">Back.</param>
/// <param name="BytesHeld">On the device at one time.</param>
/// <param name="InDouble">Most of it in double.</param>
public readonly record struct DeviceJob(
    double Flop, long BytesUp, long BytesDown, long BytesHeld, bool InDouble = false);

/// <param name="Why">For a log: figures, or what is missing.</param>
public readonly record struct Placement(ComputePath Path, string Why);

/// <summary>Decides where work is done: on a device when that is forced or quicker, else on the processor.</summary>
/// <remarks>
/// The rates are round numbers for deciding, not promises: those of the processor were measured, those of a device
/// are estimates of a plain kernel on a mid-range card behind PCIe 3; no GPU was at hand. The device is opened when a
/// job first asks for it. Safe from many threads.
/// </remarks>
/// <param name="open">Finds a device; called once at most.</param>
/// <param name="isForced">Whatever it costs, as long as it is possible.</param>
public sealed class DevicePlanner(Func<DeviceAnswer> open, bool isForced = false) : IDisposable
{
    private const double CoreFlops = 50e9, DeviceFlops = 5e12, DeviceDoubleFlops = 0.3e12;
    private const double TransferBytesPerSecond = 10e9, LaunchSeconds = 100e-6;

    /// <summary>Below this, setting up vectors costs more than they save.</summary>
    private const double SimdFlopMin = 64;

    private readonly Lazy<DeviceAnswer> _answer = new(open);
    private volatile string? _gaveUp;

    /// <summary>Never a device.</summary>
    public static DevicePlanner Processor { get; } = new(() => new DeviceAnswer(null, "not wanted"));

    /// <summary>The device that jobs placed there run on; null when there is none.</summary>
    public IComputeDevice? Device => _answer.Value.Device;

    public Placement Place(in DeviceJob job)
    {
        if (_gaveUp is { } reason) return OnProcessor(job, reason);
        double here = job.Flop / (CoreFlops / (job.InDouble ? 2 : 1) * Environment.ProcessorCount);
        // No transfer is quicker than work this small; so a run of small work opens nothing.
        if (!isForced && here < LaunchSeconds) return OnProcessor(job, "quicker than a launch");
        (IComputeDevice? device, string absence) = _answer.Value;
        if (device is null) return OnProcessor(job, absence);
        DeviceTraits traits = device.Traits;
        if (job.BytesHeld > traits.MemoryBytes)
            return OnProcessor(job, $"{traits.Name} has {traits.MemoryBytes} bytes, {job.BytesHeld} are needed");
        if (isForced) return new Placement(ComputePath.Device, "forced");
        double there = LaunchSeconds + (job.Flop / (job.InDouble ? DeviceDoubleFlops : DeviceFlops))
            + (traits.IsUnified ? 0 : (job.BytesUp + job.BytesDown) / TransferBytesPerSecond);
        string figures = FormattableString.Invariant($"processor {here:G3} s, {traits.Name} {there:G3} s");
        return traits.IsGpu && there < here ? new Placement(ComputePath.Device, figures) : OnProcessor(job, figures);
    }

    /// <summary>From here on nothing is placed on the device: it ran out of memory, for example.</summary>
    public void GiveUp(string reason) => _gaveUp = reason;

    public void Dispose()
    {
        if (_answer.IsValueCreated) _answer.Value.Device?.Dispose();
    }

    private static Placement OnProcessor(in DeviceJob job, string why)
    {
        bool isWide = Vector256.IsHardwareAccelerated && job.Flop >= SimdFlopMin;
        return new Placement(isWide ? ComputePath.Simd : ComputePath.Scalar, why);
    }
}
