using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Native.OpenCl;
using static Tauric.Native.OpenCl.OpenClApi;

namespace Tauric.Adapters.Devices;

/// <summary>What OpenCL offers on this machine. Absence is an answer here, never an exception.</summary>
public sealed class OpenClMachine
{
    private const string Fp64 = "cl_khr_fp64";
    private const int GroupItemsMin = 256;

    /// <summary>
    /// Drivers set themselves up at the first question, and not each of them with two asking at once: pocl 3.1 hands
    /// the second one devices that have no name yet, and dies of it.
    /// </summary>
    private static readonly Lock s_looking = new();

    private readonly List<Candidate> _candidates = [];
    private readonly List<string> _refusals = [];

    private OpenClMachine()
    {
    }

    /// <summary>Devices that kernels can run on, the best first: GPUs, then by memory.</summary>
    public IReadOnlyList<DeviceTraits> Devices => [.. _candidates.Select(candidate => candidate.Traits)];

    /// <summary>Why there is no device, or why some are not used; empty when nothing was refused.</summary>
    public string Reason => string.Join("; ", _refusals);

    public static OpenClMachine Look()
    {
        var machine = new OpenClMachine();
        try
        {
            lock (s_looking) machine.LookAtPlatforms();
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            machine._refusals.Add("no OpenCL loader on this machine (libOpenCL.so.1, in Debian ocl-icd-libopencl1)");
        }

        machine._candidates.Sort((a, b) => (b.Traits.IsGpu, b.Traits.MemoryBytes)
            .CompareTo((a.Traits.IsGpu, a.Traits.MemoryBytes)));
        return machine;
    }

    /// <summary>Opens the best device.</summary>
    /// <param name="cacheFolder">For compiled programs; made when needed. Null: they are not kept.</param>
    /// <param name="gpuOnly">A driver of the host's processor is no device then.</param>
    public DeviceAnswer Open(string? cacheFolder, bool gpuOnly = false)
    {
        if (_candidates.Count == 0) return new DeviceAnswer(null, Reason);
        Candidate best = _candidates[0];
        if (gpuOnly && !best.Traits.IsGpu) return new DeviceAnswer(null, $"{best.Traits.Name} is the processor itself");
        try
        {
            return new DeviceAnswer(new OpenClDevice(best, cacheFolder is null ? null : new ProgramCache(cacheFolder)));
        }
        catch (ResourceException e)
        {
            return new DeviceAnswer(null, e.Message);
        }
    }

    private unsafe void LookAtPlatforms()
    {
        ClStatus status = clGetPlatformIDs(0, null, out uint count);
        var platforms = new nint[count];
        fixed (nint* ids = platforms)
            if (status == ClStatus.Success) status = clGetPlatformIDs(count, ids, out _);
        if (status != ClStatus.Success || count == 0)
        {
            _refusals.Add($"the OpenCL loader found no driver ({(int)status}): none is named in /etc/OpenCL/vendors "
                + "or by OCL_ICD_VENDORS");
            return;
        }

        foreach (nint platform in platforms) LookAtDevices(platform);
    }

    private unsafe void LookAtDevices(nint platform)
    {
        string name = Text((room, to) => (clGetPlatformInfo(platform, ClPlatformInfo.Name, room, (void*)to,
            out nuint size), size));
        string version = Text((room, to) => (clGetPlatformInfo(platform, ClPlatformInfo.Version, room, (void*)to,
            out nuint size), size));
        ClStatus status = clGetDeviceIDs(platform, ClDeviceType.All, 0, null, out uint count);
        var devices = new nint[status == ClStatus.Success ? count : 0];
        fixed (nint* ids = devices)
            if (devices.Length > 0) status = clGetDeviceIDs(platform, ClDeviceType.All, count, ids, out _);
        if (status != ClStatus.Success || count == 0)
        {
            _refusals.Add($"{name} has no device ({(int)status}); pocl wants a folder it can write to: HOME or "
                + "POCL_CACHE_DIR");
            return;
        }

        foreach (nint device in devices) Judge(device, $"{name}, {version}");
    }

    private void Judge(nint device, string platform)
    {
        DeviceTraits traits = TraitsOf(device, platform);
        string? refusal = Number<uint>(device, ClDeviceInfo.Available) == 0 ? "is not available"
            : Number<uint>(device, ClDeviceInfo.CompilerAvailable) == 0 ? "has no compiler"
            : !traits.HasFp64 ? $"computes in single precision only (no {Fp64})"
            : !Single(device).HasFlag(ClFpConfig.Denorm) ? "takes small numbers of single precision for zero"
            : traits.GroupItemsMax < GroupItemsMin ? $"has groups of {traits.GroupItemsMax} items, too small"
            : null;
        if (refusal is not null) _refusals.Add($"{traits.Name} {refusal}");
        else _candidates.Add(new Candidate(device, traits, Options(device)));
    }

    private static DeviceTraits TraitsOf(nint device, string platform)
    {
        var type = (ClDeviceType)Number<ulong>(device, ClDeviceInfo.Type);
        return new DeviceTraits(
            Text(device, ClDeviceInfo.Name),
            $"{platform}, driver {Text(device, ClDeviceInfo.DriverVersion)}",
            (type & (ClDeviceType.Gpu | ClDeviceType.Accelerator)) != ClDeviceType.None,
            Text(device, ClDeviceInfo.Extensions).Split(' ').Contains(Fp64),
            Clamped(Number<ulong>(device, ClDeviceInfo.GlobalMemSize)),
            Clamped(Number<ulong>(device, ClDeviceInfo.MaxMemAllocSize)),
            Number<uint>(device, ClDeviceInfo.HostUnifiedMemory) != 0,
            (int)Math.Min(int.MaxValue, Number<nuint>(device, ClDeviceInfo.MaxWorkGroupSize)));
    }

    /// <summary>
    /// Nothing that loosens arithmetic, and the division that keeps the promises of IEEE in single precision too.
    /// </summary>
    private static string Options(nint device) =>
        Single(device).HasFlag(ClFpConfig.CorrectlyRoundedDivideSqrt)
            ? "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt"
            : "-cl-std=CL1.2";

    private static ClFpConfig Single(nint device) => (ClFpConfig)Number<ulong>(device, ClDeviceInfo.SingleFpConfig);

    private static long Clamped(ulong bytes) => (long)Math.Min(bytes, long.MaxValue);

    private static unsafe T Number<T>(nint device, ClDeviceInfo what)
        where T : unmanaged
    {
        T value = default;
        return clGetDeviceInfo(device, what, (nuint)sizeof(T), &value, out _) == ClStatus.Success ? value : default;
    }

    private static unsafe string Text(nint device, ClDeviceInfo what) =>
        Text((room, to) => (clGetDeviceInfo(device, what, room, (void*)to, out nuint size), size));

    /// <summary>Asks for the length, then for the text; empty when the driver does not say.</summary>
    internal static unsafe string Text(Func<nuint, nint, (ClStatus Status, nuint Size)> ask)
    {
        (ClStatus status, nuint size) = ask(0, 0);
        if (status != ClStatus.Success || size == 0) return "";
        byte[] text = new byte[size];
        fixed (byte* to = text) status = ask(size, (nint)to).Status;
        return status == ClStatus.Success ? Encoding.UTF8.GetString(text).TrimEnd('\0').Trim() : "";
    }

    /// <param name="Options">What its programs are built with.</param>
    internal sealed record Candidate(nint Id, DeviceTraits Traits, string Options);
}
